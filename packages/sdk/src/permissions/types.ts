// Made by `npm run generate` from packages/contract. Change it there.

export type * from './permissions.ts';
export type * from './permissions-models.ts';
