// Made by `npm run generate` from packages/contract. Change it there.

export type * as audit from './audit/types.ts';
export type * as catalog from './catalog/types.ts';
export type * as clusters from './clusters/types.ts';
export type * as identity from './identity/types.ts';
export type * as marketplace from './marketplace/types.ts';
export type * as partnerConnect from './partner-connect/types.ts';
export type * as permissions from './permissions/types.ts';
export type * as secrets from './secrets/types.ts';
export type * as sharing from './sharing/types.ts';
export type * as sql from './sql/types.ts';
export type * as tokens from './tokens/types.ts';
