import { isIP } from 'node:net';
import type { S3Access } from './s3-settings.ts';

/** Where a bucket is reached. */
export interface S3Address {
  /** The store itself, without a slash at the end. */
  readonly endpoint: string;
  /** `scheme://host[:port]` of the bucket's URLs. */
  readonly origin: string;
  /** As clients send it: without the port that the scheme implies. */
  readonly host: string;
  /** What comes before the key: `/` or `/bucket/`, behind the endpoint's own path. */
  readonly path: string;
  readonly pathStyle: boolean;
}

// A bucket name with a dot or an upper-case letter is no single label of a host name, and no wildcard certificate fits it.
const hostLabel = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;

/** What the host names of AWS end with in a region. */
export const awsDomain = (region: string): string => {
  if (region.startsWith('cn-')) return 'amazonaws.com.cn';
  return region.startsWith('eusc-') ? 'amazonaws.eu' : 'amazonaws.com';
};

/**
 * The address of a bucket, by the rules of the official SDK: the bucket comes before the host where that gives a valid host
 * name, and in the path otherwise. AWS regions of isolated partitions need `endpoint`.
 */
export const s3Address = (access: S3Access, bucket: string): S3Address => {
  const url = new URL(access.endpoint ?? `https://s3.${access.region}.${awsDomain(access.region)}`);
  const base = url.pathname.replace(/\/+$/, '');
  const isAddress = isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0;
  const pathStyle = (access.path_style ?? access.endpoint !== undefined) || isAddress || !hostLabel.test(bucket);
  const host = pathStyle ? url.host : `${bucket}.${url.host}`;
  return {
    endpoint: url.origin + base,
    origin: `${url.protocol}//${host}`,
    host,
    path: pathStyle ? `${base}/${bucket}/` : `${base}/`,
    pathStyle,
  };
};
