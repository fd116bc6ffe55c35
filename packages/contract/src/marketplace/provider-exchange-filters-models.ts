import { nextPageToken } from '../fields.ts';
import { described, Type } from '../schema.ts';
import { ExchangeFilter } from './models.ts';

export const CreateExchangeFilterResponse = Type.Object(
  { filter_id: Type.Optional(Type.String({ description: 'Identifier of the new exchange filter.' })) },
  { title: 'CreateExchangeFilterResponse', description: 'Answer to the creation of an exchange filter.' },
);

export const UpdateExchangeFilterResponse = Type.Object(
  { filter: Type.Optional(described(ExchangeFilter, 'The whole filter as it is after the change.')) },
  { title: 'UpdateExchangeFilterResponse', description: 'Answer to the update of an exchange filter.' },
);

export const ListExchangeFiltersResponse = Type.Object(
  {
    filters: Type.Optional(
      Type.Array(ExchangeFilter, {
        description: 'The filters of the exchange of this page; absent when there are none.',
      }),
    ),
    next_page_token: nextPageToken,
  },
  {
    title: 'ListExchangeFiltersResponse',
    description: 'One page of the filters of the exchange that the caller may see.',
  },
);
