// Made by `npm run generate` from packages/contract. Change it there.

import type { ProviderInfo } from './models.ts';

/** Answer to the creation of a provider profile. */
export interface CreateProviderResponse {
  /** Identifier of the new provider profile. */
  id?: string;
}

/** Answer to the update of a provider profile. */
export interface UpdateProviderResponse {
  /** The whole profile as it is after the change. */
  provider?: ProviderInfo;
}
