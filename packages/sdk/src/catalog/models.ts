// Made by `npm run generate` from packages/contract. Change it there.

import type { Open } from '../open.ts';

/**
 * What a catalog is made of: MANAGED_CATALOG holds own tables, DELTASHARING_CATALOG mounts a share, SYSTEM_CATALOG is
 * `system`.
 */
export type CatalogType =
  | 'DELTASHARING_CATALOG'
  | 'FOREIGN_CATALOG'
  | 'INTERNAL_CATALOG'
  | 'MANAGED_CATALOG'
  | 'MANAGED_ONLINE_CATALOG'
  | 'SYSTEM_CATALOG';

/** The setting for automatic maintenance that is in effect. */
export interface EffectivePredictiveOptimizationFlag {
  /** The setting itself. */
  value: Open<EnablePredictiveOptimization>;
  /** Name of the parent that it comes from; absent when set on the object. */
  inherited_from_name?: string;
  /** Kind of the parent that it comes from. */
  inherited_from_type?: Open<EffectivePredictiveOptimizationFlagInheritedFromType>;
}

/** Kind of parent that a setting is inherited from. */
export type EffectivePredictiveOptimizationFlagInheritedFromType = 'CATALOG' | 'SCHEMA';

/** Whether managed tables are maintained automatically; INHERIT takes the setting of the parent. */
export type EnablePredictiveOptimization = 'DISABLE' | 'ENABLE' | 'INHERIT';

/** How objects are encrypted on the side of the store. */
export interface EncryptionDetails {
  /** Server-side encryption of S3. */
  sse_encryption_details?: SseEncryptionDetails;
}

/** Which workspaces may use an object: every one of the metastore (OPEN) or only bound ones (ISOLATED). */
export type IsolationMode = 'ISOLATION_MODE_ISOLATED' | 'ISOLATION_MODE_OPEN' | 'ISOLATION_MODE_OPEN_IN_ACCOUNT';

/** Kind of object that privileges can be granted on. */
export type SecurableType =
  | 'CATALOG'
  | 'CLEAN_ROOM'
  | 'CONNECTION'
  | 'CREDENTIAL'
  | 'EXTERNAL_LOCATION'
  | 'EXTERNAL_METADATA'
  | 'FUNCTION'
  | 'METASTORE'
  | 'PIPELINE'
  | 'PROVIDER'
  | 'RECIPIENT'
  | 'SCHEMA'
  | 'SHARE'
  | 'STAGING_TABLE'
  | 'STORAGE_CREDENTIAL'
  | 'TABLE'
  | 'VOLUME';

/** Server-side encryption of S3. */
export interface SseEncryptionDetails {
  /** Which keys S3 uses. */
  algorithm?: Open<SseEncryptionDetailsAlgorithm>;
  /** ARN of the KMS key, with AWS_SSE_KMS. */
  aws_kms_key_arn?: string;
}

/** Keys of server-side encryption: of S3 itself, or of KMS. */
export type SseEncryptionDetailsAlgorithm = 'AWS_SSE_KMS' | 'AWS_SSE_S3';
