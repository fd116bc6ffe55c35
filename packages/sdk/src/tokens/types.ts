// Made by `npm run generate` from packages/contract. Change it there.

export type * from './models.ts';
export type * from './token-management.ts';
export type * from './token-management-models.ts';
export type * from './tokens.ts';
export type * from './tokens-models.ts';
export type * from './workspace-conf.ts';
