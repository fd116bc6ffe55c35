// Made by `npm run generate` from packages/contract. Change it there.

export type * from './self-test-partners.ts';
export type * from './self-test-partners-models.ts';
