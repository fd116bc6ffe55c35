// Made by `npm run generate` from packages/contract. Change it there.

export type * from './current-user.ts';
export type * from './deleted-principal.ts';
export type * from './groups.ts';
export type * from './groups-models.ts';
export type * from './models.ts';
export type * from './scim.ts';
export type * from './scim-models.ts';
export type * from './service-principal-secrets-proxy.ts';
export type * from './service-principal-secrets-proxy-models.ts';
export type * from './service-principals.ts';
export type * from './service-principals-models.ts';
export type * from './users.ts';
export type * from './users-models.ts';
