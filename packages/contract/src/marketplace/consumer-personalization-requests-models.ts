import { Type } from '../schema.ts';
import { PersonalizationRequest } from './models.ts';

export const CreatePersonalizationRequestResponse = Type.Object(
  { id: Type.Optional(Type.String({ description: 'Identifier of the new personalization request.' })) },
  { title: 'CreatePersonalizationRequestResponse', description: 'Answer to a request for access.' },
);

export const GetPersonalizationRequestResponse = Type.Object(
  {
    personalization_requests: Type.Optional(
      Type.Array(PersonalizationRequest, {
        description: 'At most one request; empty when the consumer has made none.',
      }),
    ),
  },
  { title: 'GetPersonalizationRequestResponse', description: 'Requests of the calling consumer for one listing.' },
);
