// Made by `npm run generate` from packages/contract. Change it there.

import type { PersonalizationRequest } from './models.ts';

/** Answer to a request for access. */
export interface CreatePersonalizationRequestResponse {
  /** Identifier of the new personalization request. */
  id?: string;
}

/** Requests of the calling consumer for one listing. */
export interface GetPersonalizationRequestResponse {
  /** At most one request; empty when the consumer has made none. */
  personalization_requests?: readonly PersonalizationRequest[];
}
