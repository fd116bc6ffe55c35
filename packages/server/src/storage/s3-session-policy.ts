import type { S3Location } from './location.ts';
import type { VendedOperation } from './temporary-credentials.ts';

const objectActions: Readonly<Record<VendedOperation, readonly string[]>> = {
  READ: ['s3:GetObject'],
  READ_WRITE: [
    's3:GetObject',
    's3:PutObject',
    's3:DeleteObject',
    's3:AbortMultipartUpload',
    's3:ListMultipartUploadParts',
  ],
};

/** What objects are sealed by, where a bucket says so. Who may not read them gains nothing by it. */
const keyActions: Readonly<Record<VendedOperation, readonly string[]>> = {
  READ: ['kms:Decrypt'],
  READ_WRITE: ['kms:Decrypt', 'kms:GenerateDataKey'],
};

/** The role whose sessions are narrowed. */
export interface NarrowedRole {
  readonly arn: string;
  /** Whether it is one of AWS itself: other stores refuse policies with actions that they do not know. */
  readonly isOfAws: boolean;
}

/** Partitions of AWS begin their names alike; a store of somebody else's names its buckets as AWS does. */
const partitionOf = (roleArn: string): string => /^arn:(aws(?:-[a-z]+)*):/.exec(roleArn)?.[1] ?? 'aws';

/** In a policy, these have a meaning of their own. */
const literal = (text: string): string => text.replace(/[*?$]/g, mark => `\${${mark}}`);

/**
 * The policy that narrows a session of a role to one location: its objects, and listings of what is below it. A slash ends
 * the prefix, so that `t` does not open `t2`.
 * Rule: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session
 *
 * @returns JSON text
 */
export const s3SessionPolicy = (
  { bucket, prefix }: S3Location,
  operation: VendedOperation,
  role: NarrowedRole,
): string => {
  const root = prefix && `${literal(prefix)}/`;
  const bucketArn = `arn:${partitionOf(role.arn)}:s3:::${bucket}`;
  const listing = { Effect: 'Allow', Action: ['s3:ListBucket'], Resource: [bucketArn] };
  const sealing = {
    Effect: 'Allow',
    Action: keyActions[operation],
    Resource: ['*'],
    Condition: { StringLike: { 'kms:ViaService': ['s3.*'] } },
  };
  const Statement = [
    { Effect: 'Allow', Action: objectActions[operation], Resource: [`${bucketArn}/${root}*`] },
    root === '' ? listing : { ...listing, Condition: { StringLike: { 's3:prefix': [`${root}*`] } } },
    ...(role.isOfAws ? [sealing] : []),
  ];
  return JSON.stringify({ Version: '2012-10-17', Statement });
};
