// Made by `npm run generate` from packages/contract. Change it there.

export type * from './models.ts';
export type * from './providers.ts';
export type * from './providers-models.ts';
export type * from './recipient-activation.ts';
export type * from './recipient-activation-models.ts';
export type * from './recipient-federation-policies.ts';
export type * from './recipient-federation-policies-models.ts';
export type * from './recipients.ts';
export type * from './recipients-models.ts';
export type * from './share-asset-models.ts';
export type * from './shared-function-models.ts';
export type * from './shares.ts';
export type * from './shares-models.ts';
