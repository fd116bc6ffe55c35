import { changeStamps, nextPageToken } from '../fields.ts';
import { described, Int64, Type } from '../schema.ts';
import { ExchangeFilter } from './models.ts';

export const ExchangeListing = Type.Object(
  {
    created_at: Type.Optional(
      Int64({ description: 'When the link was made, in milliseconds since 1970; set by the server.' }),
    ),
    created_by: Type.Optional(
      Type.String({ description: 'Sign-in name of the principal that made the link; set by the server.' }),
    ),
    exchange_id: Type.Optional(Type.String({ description: 'Identifier of the exchange that the link leads to.' })),
    exchange_name: Type.Optional(Type.String({ description: 'Name of the exchange that the link leads to.' })),
    id: Type.Optional(Type.String({ description: 'Identifier of the link; unlinking takes it.' })),
    listing_id: Type.Optional(Type.String({ description: 'Identifier of the listing that is linked.' })),
    listing_name: Type.Optional(Type.String({ description: 'Name of the listing that is linked.' })),
  },
  { title: 'ExchangeListing', description: 'A link between a listing and a private exchange.' },
);

export const AddExchangeForListingResponse = Type.Object(
  { exchange_for_listing: Type.Optional(described(ExchangeListing, 'The new link between listing and exchange.')) },
  { title: 'AddExchangeForListingResponse', description: 'Answer to the linking of a listing to an exchange.' },
);

export const CreateExchangeResponse = Type.Object(
  { exchange_id: Type.Optional(Type.String({ description: 'Identifier of the new private exchange.' })) },
  { title: 'CreateExchangeResponse', description: 'Answer to the creation of an exchange.' },
);

export const Exchange = Type.Object(
  {
    name: Type.String({ description: 'Name of the exchange, unique among the exchanges of the workspace.' }),
    comment: Type.Optional(
      Type.String({ description: 'Note about the exchange for its administrators; absent means none.' }),
    ),
    ...changeStamps,
    filters: Type.Optional(
      Type.Array(ExchangeFilter, { description: 'Members of the exchange; changed by the operations on filters.' }),
    ),
    id: Type.Optional(
      Type.String({ description: 'Identifier of the exchange, chosen by the server; ignored on input.' }),
    ),
    linked_listings: Type.Optional(
      Type.Array(ExchangeListing, { description: 'Listings that the members see; changed by linking and unlinking.' }),
    ),
  },
  { title: 'Exchange', description: 'A private exchange: chosen consumers and the listings that they see.' },
);

export const GetExchangeResponse = Type.Object(
  { exchange: Type.Optional(described(Exchange, 'The exchange with its filters and linked listings.')) },
  { title: 'GetExchangeResponse', description: 'Answer that holds the one exchange asked for.' },
);

export const UpdateExchangeResponse = Type.Object(
  { exchange: Type.Optional(described(Exchange, 'The whole exchange as it is after the change.')) },
  { title: 'UpdateExchangeResponse', description: 'Answer to the update of an exchange.' },
);

export const ListExchangesResponse = Type.Object(
  {
    exchanges: Type.Optional(
      Type.Array(Exchange, { description: 'The exchanges of this page; absent when there are none.' }),
    ),
    next_page_token: nextPageToken,
  },
  { title: 'ListExchangesResponse', description: 'One page of the exchanges that the caller may see.' },
);

export const ListExchangesForListingResponse = Type.Object(
  {
    exchange_listing: Type.Optional(
      Type.Array(ExchangeListing, {
        description: 'The exchanges that the listing is in of this page; absent when there are none.',
      }),
    ),
    next_page_token: nextPageToken,
  },
  {
    title: 'ListExchangesForListingResponse',
    description: 'One page of the exchanges that the listing is in that the caller may see.',
  },
);

export const ListListingsForExchangeResponse = Type.Object(
  {
    exchange_listings: Type.Optional(
      Type.Array(ExchangeListing, {
        description: 'The listings of the exchange of this page; absent when there are none.',
      }),
    ),
    next_page_token: nextPageToken,
  },
  {
    title: 'ListListingsForExchangeResponse',
    description: 'One page of the listings of the exchange that the caller may see.',
  },
);
