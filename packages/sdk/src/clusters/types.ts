// Made by `npm run generate` from packages/contract. Change it there.

export type * from './cloud-models.ts';
export type * from './clusters.ts';
export type * from './clusters-models.ts';
export type * from './clusters-requests.ts';
export type * from './event-models.ts';
export type * from './node-models.ts';
export type * from './permission-models.ts';
export type * from './runtime-models.ts';
export type * from './storage-models.ts';
