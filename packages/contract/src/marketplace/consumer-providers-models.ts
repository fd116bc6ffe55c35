import { Type } from '../schema.ts';
import { ProviderInfo } from './models.ts';

export const BatchGetProvidersResponse = Type.Object(
  {
    providers: Type.Optional(
      Type.Array(ProviderInfo, {
        description: 'Providers that were asked for and are visible; the others are left out.',
      }),
    ),
  },
  { title: 'BatchGetProvidersResponse', description: 'Answer to a request for several providers at once.' },
);
