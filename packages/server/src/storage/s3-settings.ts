import { closestEntry } from './closest-entry.ts';
import { endpointProblem } from './endpoint-problem.ts';
import { LocationError } from './errors.ts';
import { formatLocation, parseLocation, type S3Location } from './location.ts';

/** How to reach one S3-compatible store, and as whom. Named as in the configuration file. */
export interface S3Access {
  /** The bucket's region, such as `eu-central-1`. Stores that know no regions usually answer to `us-east-1`. */
  readonly region: string;
  /** `http` or `https` URL of a store that is not AWS, or of an AWS endpoint that does not follow from the region. */
  readonly endpoint?: string;
  /** Puts the bucket into the path and not before the host. By default so when `endpoint` is set. */
  readonly path_style?: boolean;
  readonly access_key_id: string;
  readonly secret_access_key: string;
  /** Comes with temporary credentials; URLs signed by them die with them. */
  readonly session_token?: string;
  /** The role whose sessions are given away as temporary credentials. It trusts the key. */
  readonly role_arn?: string;
  /** What the owner of the role asks for beside it. */
  readonly external_id?: string;
  /** `http` or `https` URL of the security token service where it does not follow from region or endpoint. */
  readonly sts_endpoint?: string;
}

/** One entry of the setting `s3`: the credentials for a bucket or for what is below a prefix of it. */
export interface S3Settings extends S3Access {
  /** `s3://bucket` or `s3://bucket/prefix`. */
  readonly location: string;
}

/** An entry that was checked, with what it covers. */
export interface S3Entry {
  readonly settings: S3Settings;
  readonly covers: S3Location;
}

/**
 * Checks one entry of the setting `s3`.
 *
 * @throws LocationError that names the entry and what is wrong with it, never the keys
 */
export const parseS3Settings = (settings: S3Settings): S3Entry => {
  const { location } = settings;
  const covers = parseLocation(location);
  if (covers.kind !== 's3') throw new LocationError(location, 'is in the setting s3 and is not an s3:// location.');
  const problem = s3AccessProblem(settings);
  if (problem !== undefined) throw new LocationError(location, `of the setting s3 is not usable: ${problem}.`);
  return { settings, covers };
};

/** What speaks against such credentials, as the end of a sentence, without their secrets; undefined when nothing does. */
export const s3AccessProblem = (access: S3Access): string | undefined => {
  const { region, access_key_id, secret_access_key, session_token } = access;
  if (!/^[A-Za-z0-9_-]+$/.test(region)) return 'region must be letters, digits, hyphens and underscores';
  if (!access_key_id || !secret_access_key) return 'access_key_id and secret_access_key must not be empty';
  if (session_token === '') return 'session_token must not be empty; leave it out for permanent keys';
  return urlProblemOf('endpoint', access) ?? roleProblem(access);
};

const urlProblemOf = (name: 'endpoint' | 'sts_endpoint', access: S3Access): string | undefined => {
  const problem = access[name] === undefined ? undefined : endpointProblem(access[name]);
  return problem === undefined ? undefined : `${name} ${problem}`;
};

const roleProblem = (access: S3Access): string | undefined => {
  const { role_arn, external_id, sts_endpoint } = access;
  if (role_arn === undefined) {
    const field = external_id === undefined ? 'sts_endpoint' : 'external_id';
    return (external_id ?? sts_endpoint) === undefined ? undefined : `${field} is for a role: add role_arn`;
  }
  if (!/^arn:[\w+=,.@:/-]{1,2040}$/.test(role_arn)) return 'role_arn must be the ARN of a role';
  return urlProblemOf('sts_endpoint', access);
};

/**
 * The entry that covers a table's location most closely: see `closestEntry`.
 *
 * @throws LocationError that says which setting to add when there is none
 */
export const findS3Entry = (location: S3Location, entries: readonly S3Entry[]): S3Entry => {
  const closest = closestEntry(location, entries);
  if (closest !== undefined) return closest;
  const fields = 'region, access_key_id, secret_access_key, and endpoint for a store that is not AWS';
  const advice = `Add an entry to the setting s3 with location s3://${location.bucket} (or a prefix in it), ${fields}.`;
  throw new LocationError(formatLocation(location), `is not covered by any credentials. ${advice}`);
};
