import { type Static, Type } from 'typebox';
import { closestEntry } from './closest-entry.ts';
import { endpointProblem } from './endpoint-problem.ts';
import { LocationError } from './errors.ts';
import { formatLocation, parseLocation, type S3Location } from './location.ts';

/** The schema of one entry of the setting `s3`: the credentials for a bucket or for what is below a prefix of it. */
export const S3Settings = Type.Object(
  {
    location: Type.String({
      description:
        'Bucket, or bucket and prefix, that this entry is for: `s3://bucket/prefix`. The longest that matches counts.',
    }),
    region: Type.String({ description: 'Region that requests are signed for, such as `us-east-1`.' }),
    endpoint: Type.Optional(Type.String({ description: 'Base URL of an S3-compatible store. Default: AWS.' })),
    path_style: Type.Optional(
      Type.Boolean({
        description:
          'Put the bucket into the path, as most S3-compatible stores want. Default: true when `endpoint` is set.',
      }),
    ),
    access_key_id: Type.String({ description: 'Access key.' }),
    secret_access_key: Type.String({
      description: 'Secret key. A name in `$` and braces is taken from the environment.',
    }),
    session_token: Type.Optional(Type.String({ description: 'Session token of temporary keys.' })),
    role_arn: Type.Optional(
      Type.String({
        description:
          'Role whose sessions are given away as temporary credentials, each narrowed to one table. It trusts the access key.',
      }),
    ),
    external_id: Type.Optional(Type.String({ description: 'External id that the role asks for.' })),
    sts_endpoint: Type.Optional(
      Type.String({
        description:
          'Base URL of the security token service. Default: `endpoint` when that is set, else that of AWS in the region.',
      }),
    ),
  },
  { description: 'How to reach one bucket or prefix.', additionalProperties: false },
);

/** One entry of the setting `s3`. */
export type S3Settings = Readonly<Static<typeof S3Settings>>;

/** How to reach one S3-compatible store, and as whom: an entry without what it is for. */
export type S3Access = Omit<S3Settings, 'location'>;

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
