// Made by `npm run generate` from packages/contract. Change it there.

import type { ProviderInfo } from './models.ts';

/** Answer to a request for several providers at once. */
export interface BatchGetProvidersResponse {
  /** Providers that were asked for and are visible; the others are left out. */
  providers?: readonly ProviderInfo[];
}
