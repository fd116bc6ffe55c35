// Made by `npm run generate` from packages/contract. Change it there.

import type { PersonalizationRequest } from './models.ts';

/** Answer to a change of a request's state. */
export interface UpdatePersonalizationRequestResponse {
  /** The whole request as it is after the change. */
  request?: PersonalizationRequest;
}
