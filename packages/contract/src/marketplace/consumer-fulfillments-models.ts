import { nextPageToken } from '../fields.ts';
import { described, Enum, Type } from '../schema.ts';
import { DeltaSharingRecipientType, RepoInfo, ShareInfo } from './models.ts';

export const SharedDataObject = Type.Object(
  {
    data_object_type: Type.Optional(
      Type.String({ description: 'Kind of the object: TABLE, SCHEMA, NOTEBOOK_FILE, MODEL or VOLUME.' }),
    ),
    name: Type.Optional(Type.String({ description: 'Name of the object as the share shows it to recipients.' })),
  },
  { title: 'SharedDataObject', description: "One object that a listing's share holds." },
);

export const FulfillmentType = Enum(['INSTALL', 'REQUEST_ACCESS'], {
  title: 'FulfillmentType',
  description: 'Whether a listing can be installed at once or must be requested first.',
});

export const ListingFulfillment = Type.Object(
  {
    listing_id: Type.String({ description: 'Identifier of the listing that delivers.' }),
    fulfillment_type: Type.Optional(
      described(FulfillmentType, 'Whether it can be installed now or must be requested first.'),
    ),
    recipient_type: Type.Optional(
      described(DeltaSharingRecipientType, 'How the content is read; absent when both ways are possible.'),
    ),
    repo_info: Type.Optional(described(RepoInfo, 'Repository that is delivered; absent for listings of shared data.')),
    share_info: Type.Optional(
      described(ShareInfo, 'Share that is delivered; absent for repositories and before a request is fulfilled.'),
    ),
  },
  { title: 'ListingFulfillment', description: 'One way in which a listing delivers its content.' },
);

export const GetListingContentResponse = Type.Object(
  {
    shared_data_objects: Type.Optional(
      Type.Array(SharedDataObject, {
        description: 'The shared data objects of the listing of this page; absent when there are none.',
      }),
    ),
    next_page_token: nextPageToken,
  },
  {
    title: 'GetListingContentResponse',
    description: 'One page of the shared data objects of the listing that the caller may see.',
  },
);

export const ListFulfillmentsResponse = Type.Object(
  {
    fulfillments: Type.Optional(
      Type.Array(ListingFulfillment, { description: 'The fulfillments of this page; absent when there are none.' }),
    ),
    next_page_token: nextPageToken,
  },
  { title: 'ListFulfillmentsResponse', description: 'One page of the fulfillments that the caller may see.' },
);
