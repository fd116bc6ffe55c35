// Made by `npm run generate` from packages/contract. Change it there.

export type * from './audit.ts';
export type * from './audit-models.ts';
