// Made by `npm run generate` from packages/contract. Change it there.

export type * from './catalogs.ts';
export type * from './catalogs-models.ts';
export type * from './column-models.ts';
export type * from './constraint-models.ts';
export type * from './dependency-models.ts';
export type * from './external-locations.ts';
export type * from './external-locations-models.ts';
export type * from './file-event-models.ts';
export type * from './grants.ts';
export type * from './grants-models.ts';
export type * from './metastores.ts';
export type * from './metastores-models.ts';
export type * from './models.ts';
export type * from './privilege-models.ts';
export type * from './schemas.ts';
export type * from './schemas-models.ts';
export type * from './securable-kind-models.ts';
export type * from './storage-access-models.ts';
export type * from './storage-credentials.ts';
export type * from './storage-credentials-models.ts';
export type * from './tables.ts';
export type * from './tables-models.ts';
export type * from './temporary-table-credentials.ts';
export type * from './temporary-table-credentials-models.ts';
export type * from './volumes.ts';
export type * from './volumes-models.ts';
