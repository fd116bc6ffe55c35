import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Static, Type } from 'typebox';
import { urlProblem } from '../http/allowed-url.ts';
import { closestEntry } from './closest-entry.ts';
import { endpointProblem } from './endpoint-problem.ts';
import { LocationError, systemCode } from './errors.ts';
import { formatLocation, type GcsLocation, parseLocation } from './location.ts';

/** The schema of one entry of the setting `gcs`: the credentials for a bucket or for what is below a prefix of it. */
export const GcsSettings = Type.Object(
  {
    location: Type.String({
      description:
        'Bucket, or bucket and prefix, that this entry is for: `gs://bucket/prefix`. The longest that matches counts.',
    }),
    service_account_file: Type.Optional(
      Type.String({
        description:
          'File with the JSON key of a service account. It needs the role Storage Object Viewer. Signs some 2000 file URLs a second. Temporary credentials need uniform bucket-level access.',
      }),
    ),
    service_account: Type.Optional(
      Type.String({
        description: 'That JSON as text, in place of a file. A name in `$` and braces is taken from the environment.',
      }),
    ),
    access_key_id: Type.Optional(
      Type.String({
        description:
          'In place of a service account’s key: an HMAC key of it, which signs fifty times as fast and gives no temporary credentials.',
      }),
    ),
    secret_access_key: Type.Optional(
      Type.String({ description: 'Its secret. A name in `$` and braces is taken from the environment.' }),
    ),
    endpoint: Type.Optional(
      Type.String({ description: 'Base URL of the XML API. Default: `https://storage.googleapis.com`.' }),
    ),
    token_endpoint: Type.Optional(
      Type.String({
        description: 'URL where the service account gets tokens. Default: `https://oauth2.googleapis.com/token`.',
      }),
    ),
    sts_endpoint: Type.Optional(
      Type.String({
        description: 'URL where tokens are narrowed to one table. Default: `https://sts.googleapis.com/v1/token`.',
      }),
    ),
  },
  { description: 'How to reach one bucket or prefix.', additionalProperties: false },
);

/** One entry of the setting `gcs`. */
export type GcsSettings = Readonly<Static<typeof GcsSettings>>;

/** The credentials of an entry, apart from what they are for. */
export type GcsAccess = Omit<GcsSettings, 'location'>;

/** A key that makes signatures alone. */
export interface HmacKey {
  readonly kind: 'hmac';
  readonly id: string;
  readonly secret: string;
}

/** A service account and its private key. */
export interface ServiceAccount {
  readonly kind: 'service-account';
  readonly email: string;
  readonly privateKey: KeyObject;
}

/** What requests to Google Cloud Storage are signed with. */
export type GcsCredential = HmacKey | ServiceAccount;

/** An entry that was checked, with what it covers. */
export interface GcsEntry {
  readonly settings: GcsSettings;
  readonly covers: GcsLocation;
  readonly credential: GcsCredential;
}

const readFile = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new TypeError(`service_account_file ${file} cannot be read (${systemCode(error)})`);
  }
};

const parseServiceAccount = (json: string): ServiceAccount => {
  const problem = 'service_account must be the JSON key of a service account, with client_email and private_key';
  let key: Record<string, unknown>;
  let privateKey: KeyObject;
  try {
    key = JSON.parse(json);
    privateKey = createPrivateKey(String(key['private_key']));
  } catch {
    // The cause would show the key.
    throw new TypeError(problem);
  }
  // Its token_uri is not followed: who brings a key would say where the server sends requests to.
  const { client_email: email } = key;
  if (typeof email !== 'string' || email === '') throw new TypeError(problem);
  if (privateKey.asymmetricKeyType !== 'rsa') throw new TypeError('the private_key of service_account must be for RSA');
  return { kind: 'service-account', email, privateKey };
};

const credentialOf = (settings: GcsAccess): GcsCredential => {
  const { access_key_id: id, secret_access_key: secret, service_account: json, service_account_file: file } = settings;
  const kinds = [id ?? secret, json, file].filter(part => part !== undefined).length;
  if (kinds !== 1) {
    throw new TypeError(
      'it needs one of service_account, service_account_file, or access_key_id with secret_access_key',
    );
  }
  if (json !== undefined) return parseServiceAccount(json);
  if (file !== undefined) return parseServiceAccount(readFile(file));
  if (!id || !secret) throw new TypeError('access_key_id and secret_access_key belong together');
  return { kind: 'hmac', id, secret };
};

const checkUrls = ({ endpoint, token_endpoint, sts_endpoint }: GcsAccess): void => {
  const problems = {
    endpoint: endpoint === undefined ? undefined : endpointProblem(endpoint),
    token_endpoint: token_endpoint === undefined ? undefined : urlProblem(token_endpoint),
    sts_endpoint: sts_endpoint === undefined ? undefined : urlProblem(sts_endpoint),
  };
  for (const [name, problem] of Object.entries(problems))
    if (problem !== undefined) throw new TypeError(`${name} ${problem}`);
};

/** What speaks against such credentials, as the end of a sentence, without their secrets; undefined when nothing does. */
export const gcsAccessProblem = (access: GcsAccess): string | undefined => {
  try {
    checkUrls(access);
    credentialOf(access);
    return undefined;
  } catch (error) {
    if (error instanceof TypeError) return error.message;
    throw error;
  }
};

/**
 * Checks one entry of the setting `gcs`, and reads its service account.
 *
 * @throws LocationError that names the entry and what is wrong with it, never its keys
 */
export const parseGcsSettings = (settings: GcsSettings): GcsEntry => {
  const { location } = settings;
  const covers = parseLocation(location);
  if (covers.kind !== 'gcs') throw new LocationError(location, 'is in the setting gcs and is not a gs:// location.');
  try {
    checkUrls(settings);
    return { settings, covers, credential: credentialOf(settings) };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new LocationError(location, `of the setting gcs is not usable: ${error.message}.`);
  }
};

/**
 * The entry that covers a table's location most closely: see `closestEntry`.
 *
 * @throws LocationError that says which setting to add when there is none
 */
export const findGcsEntry = (location: GcsLocation, entries: readonly GcsEntry[]): GcsEntry => {
  const closest = closestEntry(location, entries);
  if (closest !== undefined) return closest;
  const fields = 'service_account_file, or access_key_id and secret_access_key';
  const advice = `Add an entry to the setting gcs with location gs://${location.bucket} (or a prefix in it), and ${fields}.`;
  throw new LocationError(formatLocation(location), `is not covered by any credentials. ${advice}`);
};
