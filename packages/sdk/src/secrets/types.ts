// Made by `npm run generate` from packages/contract. Change it there.

export type * from './keys.ts';
export type * from './secrets.ts';
export type * from './secrets-models.ts';
