import { described, Type } from '../schema.ts';
import { PersonalizationRequest } from './models.ts';

export const UpdatePersonalizationRequestResponse = Type.Object(
  { request: Type.Optional(described(PersonalizationRequest, 'The whole request as it is after the change.')) },
  { title: 'UpdatePersonalizationRequestResponse', description: "Answer to a change of a request's state." },
);
