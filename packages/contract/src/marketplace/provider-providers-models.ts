import { described, Type } from '../schema.ts';
import { ProviderInfo } from './models.ts';

export const CreateProviderResponse = Type.Object(
  { id: Type.Optional(Type.String({ description: 'Identifier of the new provider profile.' })) },
  { title: 'CreateProviderResponse', description: 'Answer to the creation of a provider profile.' },
);

export const UpdateProviderResponse = Type.Object(
  { provider: Type.Optional(described(ProviderInfo, 'The whole profile as it is after the change.')) },
  { title: 'UpdateProviderResponse', description: 'Answer to the update of a provider profile.' },
);
