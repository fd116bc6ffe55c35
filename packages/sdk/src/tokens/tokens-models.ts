// Made by `npm run generate` from packages/contract. Change it there.

import type { Open } from '../open.ts';
import type { AutoscopeState } from './models.ts';

/** A new token, with its value. */
export interface CreateTokenResponse {
  /** The token as lists show it, without the value. */
  token_info?: PublicTokenInfo;
  /** Value to send as bearer token, starting with `dapi`. It is never shown again. */
  token_value?: string;
}

/** All tokens of the caller, without their values. */
export interface ListPublicTokensResponse {
  /** The tokens of the caller; absent when there are none. */
  token_infos?: readonly PublicTokenInfo[];
}

/** One of the caller's tokens, without its value. */
export interface PublicTokenInfo {
  /** How far scopes were derived from use: `USER_SELECTED` when scopes were given, otherwise `DISABLED`. */
  autoscope_state?: Open<AutoscopeState>;
  /** Scopes that were added afterwards to a token made without any; usually absent. */
  backfill_scopes?: readonly string[];
  /** Free text given at creation; empty when there was none. */
  comment?: string;
  /** When the token was created, in ms since 1970. */
  creation_time?: number;
  /** When the token expires, in ms since 1970; -1 if it never does. */
  expiry_time?: number;
  /** Scopes that the calls made with this token so far would have needed. */
  inferred_scopes?: readonly string[];
  /** When the token authenticated a request, in ms since 1970, to within a day; absent if never. */
  last_accessed_time?: number;
  /** API scopes that the token is limited to; absent if it is not limited. */
  scopes?: readonly string[];
  /** Id of the token for later calls: 64 hex digits. It does not authenticate. */
  token_id?: string;
}
