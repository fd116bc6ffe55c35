import { nextPageToken } from '../fields.ts';
import { Type } from '../schema.ts';
import { Listing } from './listing-models.ts';

export const BatchGetListingsResponse = Type.Object(
  {
    listings: Type.Optional(
      Type.Array(Listing, { description: 'Listings that were asked for and are visible; the others are left out.' }),
    ),
  },
  { title: 'BatchGetListingsResponse', description: 'Answer to a request for several listings at once.' },
);

export const SearchListingsResponse = Type.Object(
  {
    listings: Type.Optional(
      Type.Array(Listing, { description: 'The listings of this page; absent when there are none.' }),
    ),
    next_page_token: nextPageToken,
  },
  { title: 'SearchListingsResponse', description: 'One page of the listings that the caller may see.' },
);
