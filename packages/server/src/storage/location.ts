import { LocationError } from './errors.ts';
import { pathProblem } from './object-path.ts';

/** A folder of the machine. `path` is absolute; `/` between segments, none at the end. */
export interface LocalLocation {
  readonly kind: 'local';
  readonly path: string;
}

/** A bucket of an S3-compatible store, or what is below a prefix of it. `prefix` is `''` or `a/b`, without outer slashes. */
export interface S3Location {
  readonly kind: 's3';
  readonly bucket: string;
  readonly prefix: string;
}

/** A container of an Azure storage account, or what is below a prefix of it. */
export interface AzureLocation {
  readonly kind: 'azure';
  readonly account: string;
  /** What the cloud's host names end with: `core.windows.net`. */
  readonly domain: string;
  readonly container: string;
  /** `''` or `a/b`, without outer slashes. */
  readonly prefix: string;
}

/** A bucket of Google Cloud Storage, or what is below a prefix of it. */
export interface GcsLocation {
  readonly kind: 'gcs';
  readonly bucket: string;
  /** `''` or `a/b`, without outer slashes. */
  readonly prefix: string;
}

/** Where a table is. */
export type Location = LocalLocation | S3Location | AzureLocation | GcsLocation;

const azureForm = 'abfss://container@account.dfs.core.windows.net/path/of/the/table';
const supported = `Use file:///path/of/the/table, s3://bucket/path/of/the/table, gs://bucket/path/of/the/table or ${azureForm}.`;
// Hadoop's names of the same store: what Spark and the reference server have in their configurations.
const s3Schemes = new Set(['s3', 's3a', 's3n']);
// `wasb` is Hadoop's older name, by the other host of the same account; a final `s` only says that it speaks TLS.
const azureSchemes = new Set(['abfss', 'abfs', 'wasbs', 'wasb']);
const azureHost = /^([a-z0-9]{3,24})\.(?:dfs|blob)\.(core\.(?:windows\.net|chinacloudapi\.cn|usgovcloudapi\.net))$/;
const containerName = /^(?=.{3,63}$)[a-z0-9]+(?:-[a-z0-9]+)*$/;
const bucketName = /^[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]$/;
const gcsBucketName = /^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$/;

/**
 * Reads a table location. Everything behind the scheme is taken as it stands, as Hadoop and Databricks do: `%20` is
 * three characters and not a space.
 *
 * @param location `file:///…` (or `file:/…`, as Spark writes it), `s3://bucket[/prefix]`, also `s3a` and `s3n`,
 *   `gs://bucket[/prefix]`, or `abfss://container@account.dfs.core.windows.net[/prefix]`, also `abfs` and `wasbs://…@account.blob.core.windows.net`
 * @throws LocationError with what is allowed
 */
export const parseLocation = (location: string): Location => {
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(location)?.[1];
  if (scheme === undefined) throw new LocationError(location, `has no scheme. ${supported}`);
  if (/[?#]/.test(location)) throw new LocationError(location, `must not have a query or a fragment. ${supported}`);
  const rest = location.slice(scheme.length + 1);
  if (scheme.toLowerCase() === 'file') return parseLocal(location, rest);
  if (s3Schemes.has(scheme.toLowerCase())) return parseS3(location, rest);
  if (azureSchemes.has(scheme.toLowerCase())) return parseAzure(location, rest);
  if (scheme.toLowerCase() === 'gs') return parseGcs(location, rest);
  throw new LocationError(location, `has the scheme ${scheme}, which is not supported. ${supported}`);
};

const parseLocal = (location: string, rest: string): LocalLocation => {
  const path = rest.startsWith('///') ? rest.slice(2) : rest;
  if (!path.startsWith('/') || path.startsWith('//')) {
    throw new LocationError(location, 'must not name a host: write file:/// and the absolute path.');
  }
  return { kind: 'local', path: `/${segmentsOf(location, path.slice(1))}` };
};

const parseS3 = (location: string, rest: string): S3Location => {
  const [, bucket = '', prefix = ''] = /^\/\/([^/]*)\/?(.*)$/s.exec(rest) ?? [];
  if (bucket === '') throw new LocationError(location, 'names no bucket. Write s3://bucket/path/of/the/table.');
  if (bucket.includes('@')) {
    throw new LocationError(location, 'must not carry credentials. Put them into the setting s3.');
  }
  if (!bucketName.test(bucket) || bucket.includes('..')) {
    const rule = 'Bucket names are 3 to 255 letters, digits, dots, hyphens and underscores.';
    throw new LocationError(location, `does not have a valid bucket name. ${rule}`);
  }
  return { kind: 's3', bucket, prefix: segmentsOf(location, prefix) };
};

const parseGcs = (location: string, rest: string): GcsLocation => {
  const [, bucket = '', prefix = ''] = /^\/\/([^/]*)\/?(.*)$/s.exec(rest) ?? [];
  if (bucket === '') throw new LocationError(location, 'names no bucket. Write gs://bucket/path/of/the/table.');
  if (!gcsBucketName.test(bucket) || bucket.includes('..')) {
    const rule = 'They are 3 to 222 lower-case letters, digits, dots, hyphens and underscores.';
    throw new LocationError(location, `does not have a valid bucket name. ${rule}`);
  }
  return { kind: 'gcs', bucket, prefix: segmentsOf(location, prefix) };
};

const parseAzure = (location: string, rest: string): AzureLocation => {
  const [, container = '', host = '', prefix = ''] = /^\/\/([^/@]*)@([^/@]*)\/?(.*)$/s.exec(rest) ?? [];
  if (container === '') throw new LocationError(location, `names no container. Write ${azureForm}.`);
  if (!containerName.test(container)) {
    const rule = 'They are 3 to 63 lower-case letters and digits, with single hyphens between them.';
    throw new LocationError(location, `does not have a valid container name. ${rule}`);
  }
  const [, account, domain] = azureHost.exec(host) ?? [];
  if (account === undefined || domain === undefined) {
    const rule = 'Its host is the account (3 to 24 lower-case letters and digits), then .dfs. or .blob., then a cloud.';
    throw new LocationError(location, `is not in an Azure storage account. ${rule} Write ${azureForm}.`);
  }
  return { kind: 'azure', account, domain, container, prefix: segmentsOf(location, prefix) };
};

const segmentsOf = (location: string, path: string): string => {
  const bare = path.endsWith('/') ? path.slice(0, -1) : path;
  const problem = bare === '' ? undefined : pathProblem(bare);
  if (problem !== undefined) throw new LocationError(location, `${problem}. ${supported}`);
  return bare;
};

/** The one way to write a location: scheme `file`, `s3`, `gs` or `abfss`, no slash at the end. */
export const formatLocation = (location: Location): string => {
  if (location.kind === 'local') return `file://${location.path}`;
  const path = location.prefix === '' ? '' : `/${location.prefix}`;
  if (location.kind === 's3') return `s3://${location.bucket}${path}`;
  if (location.kind === 'gcs') return `gs://${location.bucket}${path}`;
  return `abfss://${location.container}@${location.account}.dfs.${location.domain}${path}`;
};
