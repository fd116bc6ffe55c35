// Made by `npm run generate` from packages/contract. Change it there.

export type * from './statement-execution.ts';
export type * from './statement-execution-models.ts';
export type * from './termination-reason.ts';
export type * from './warehouse-config-models.ts';
export type * from './warehouse-permission-models.ts';
export type * from './warehouses.ts';
export type * from './warehouses-models.ts';
