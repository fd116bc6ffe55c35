// Made by `npm run generate` from packages/contract. Change it there.

import type { Open } from '../open.ts';
import type { CatalogType, EffectivePredictiveOptimizationFlag, EnablePredictiveOptimization } from './models.ts';

/** One page of the schemas that the caller may see. */
export interface ListSchemasResponse {
  /** The schemas of this page; absent when there are none. */
  schemas?: readonly SchemaInfo[];
  /** Send it as `page_token` to get the next page; absent or empty on the last page. */
  next_page_token?: string;
}

/** A schema. */
export interface SchemaInfo {
  /** Whether the caller may only browse the object, so that details are left out. */
  browse_only?: boolean;
  /** Catalog that the schema is in. */
  catalog_name?: string;
  /** Type of that catalog. */
  catalog_type?: Open<CatalogType>;
  /** Free text for people. */
  comment?: string;
  /** When the object was created, in milliseconds since 1970. */
  created_at?: number;
  /** User name or application id of whoever created the object. */
  created_by?: string;
  /** When the object was last changed, in milliseconds since 1970. */
  updated_at?: number;
  /** User name or application id of whoever changed the object last. */
  updated_by?: string;
  /** Hours that dropped managed data is kept before it is purged. */
  custom_max_retention_hours?: number;
  /** Setting for automatic maintenance that is in effect, and where it comes from. */
  effective_predictive_optimization_flag?: EffectivePredictiveOptimizationFlag;
  /** Setting for automatic maintenance of managed tables; recorded only. */
  enable_predictive_optimization?: Open<EnablePredictiveOptimization>;
  /** Full name, `catalog.schema`. */
  full_name?: string;
  /** UUID of the metastore. */
  metastore_id?: string;
  /** Name of the schema without its catalog. */
  name?: string;
  /** User name, application id or group name of the owner. */
  owner?: string;
  /** Key-value pairs of the user. */
  properties?: Record<string, string>;
  /** UUID of the schema; stays when it is renamed. */
  schema_id?: string;
  /** URL where managed data of the schema goes. */
  storage_location?: string;
  /** URL that was chosen as root for managed data. */
  storage_root?: string;
}
