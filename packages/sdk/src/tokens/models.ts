// Made by `npm run generate` from packages/contract. Change it there.

/** Where automatic narrowing of a token's scopes stands; here DISABLED, or USER_SELECTED when scopes were given. */
export type AutoscopeState =
  | 'AUTOSCOPE_STATE_API_NOT_COVERED'
  | 'AUTOSCOPE_STATE_BACKFILLED'
  | 'AUTOSCOPE_STATE_COMPLETED'
  | 'AUTOSCOPE_STATE_DISABLED'
  | 'AUTOSCOPE_STATE_RUNNING'
  | 'AUTOSCOPE_STATE_USER_SELECTED';
