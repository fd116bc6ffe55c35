import { described, Enum, Type } from '../schema.ts';

export const CatalogType = Enum(
  [
    'DELTASHARING_CATALOG',
    'FOREIGN_CATALOG',
    'INTERNAL_CATALOG',
    'MANAGED_CATALOG',
    'MANAGED_ONLINE_CATALOG',
    'SYSTEM_CATALOG',
  ],
  {
    title: 'CatalogType',
    description:
      'What a catalog is made of: MANAGED_CATALOG holds own tables, DELTASHARING_CATALOG mounts a share, SYSTEM_CATALOG is `system`.',
  },
);

export const EnablePredictiveOptimization = Enum(['DISABLE', 'ENABLE', 'INHERIT'], {
  title: 'EnablePredictiveOptimization',
  description: 'Whether managed tables are maintained automatically; INHERIT takes the setting of the parent.',
});

export const EffectivePredictiveOptimizationFlagInheritedFromType = Enum(['CATALOG', 'SCHEMA'], {
  title: 'EffectivePredictiveOptimizationFlagInheritedFromType',
  description: 'Kind of parent that a setting is inherited from.',
});

export const EffectivePredictiveOptimizationFlag = Type.Object(
  {
    value: described(EnablePredictiveOptimization, 'The setting itself.'),
    inherited_from_name: Type.Optional(
      Type.String({ description: 'Name of the parent that it comes from; absent when set on the object.' }),
    ),
    inherited_from_type: Type.Optional(
      described(EffectivePredictiveOptimizationFlagInheritedFromType, 'Kind of the parent that it comes from.'),
    ),
  },
  {
    title: 'EffectivePredictiveOptimizationFlag',
    description: 'The setting for automatic maintenance that is in effect.',
  },
);

export const SecurableType = Enum(
  [
    'CATALOG',
    'CLEAN_ROOM',
    'CONNECTION',
    'CREDENTIAL',
    'EXTERNAL_LOCATION',
    'EXTERNAL_METADATA',
    'FUNCTION',
    'METASTORE',
    'PIPELINE',
    'PROVIDER',
    'RECIPIENT',
    'SCHEMA',
    'SHARE',
    'STAGING_TABLE',
    'STORAGE_CREDENTIAL',
    'TABLE',
    'VOLUME',
  ],
  { title: 'SecurableType', description: 'Kind of object that privileges can be granted on.' },
);

export const SseEncryptionDetailsAlgorithm = Enum(['AWS_SSE_KMS', 'AWS_SSE_S3'], {
  title: 'SseEncryptionDetailsAlgorithm',
  description: 'Keys of server-side encryption: of S3 itself, or of KMS.',
});

export const SseEncryptionDetails = Type.Object(
  {
    algorithm: Type.Optional(described(SseEncryptionDetailsAlgorithm, 'Which keys S3 uses.')),
    aws_kms_key_arn: Type.Optional(Type.String({ description: 'ARN of the KMS key, with AWS_SSE_KMS.' })),
  },
  { title: 'SseEncryptionDetails', description: 'Server-side encryption of S3.' },
);

export const EncryptionDetails = Type.Object(
  { sse_encryption_details: Type.Optional(described(SseEncryptionDetails, 'Server-side encryption of S3.')) },
  { title: 'EncryptionDetails', description: 'How objects are encrypted on the side of the store.' },
);

export const IsolationMode = Enum(
  ['ISOLATION_MODE_ISOLATED', 'ISOLATION_MODE_OPEN', 'ISOLATION_MODE_OPEN_IN_ACCOUNT'],
  {
    title: 'IsolationMode',
    description: 'Which workspaces may use an object: every one of the metastore (OPEN) or only bound ones (ISOLATED).',
  },
);
