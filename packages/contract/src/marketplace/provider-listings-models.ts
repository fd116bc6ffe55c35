import { described, Type } from '../schema.ts';
import { Listing } from './listing-models.ts';

export const CreateListingResponse = Type.Object(
  { listing_id: Type.Optional(Type.String({ description: 'Identifier of the new listing, which is a DRAFT.' })) },
  { title: 'CreateListingResponse', description: 'Answer to the creation of a listing.' },
);

export const UpdateListingResponse = Type.Object(
  { listing: Type.Optional(described(Listing, 'The whole listing as it is after the change.')) },
  { title: 'UpdateListingResponse', description: 'Answer to the update of a listing.' },
);
