import { ObjectNotFound } from '@boathouse/delta';
import { StorageError, type StorageErrorCode, systemCode } from './errors.ts';
import type { S3Access } from './s3-settings.ts';

/** What was asked of a store, for the message of an error. */
export interface S3Request {
  readonly access: S3Access;
  /** The table's location. */
  readonly location: string;
  readonly bucket: string;
  /** The object's path below the location; absent when a folder was listed. */
  readonly path?: string | undefined;
}

interface Meaning {
  readonly code: StorageErrorCode;
  readonly check: string;
}

const badKey: Meaning = {
  code: 'ACCESS_DENIED',
  check:
    'Check access_key_id, secret_access_key and session_token of the storage credential, or of the entry in the setting s3.',
};
const wrongRegion: Meaning = {
  code: 'FAILED',
  check:
    'Check region and endpoint of the storage credential, or of the entry in the setting s3: the bucket is somewhere else.',
};
const overloaded: Meaning = { code: 'UNAVAILABLE', check: 'The store is overloaded or failing; try again later.' };

/** Error codes of S3 that need more than their own message. */
const meanings: Readonly<Record<string, Meaning>> = {
  NoSuchBucket: {
    code: 'BUCKET_MISSING',
    check: 'Check the bucket name, and endpoint of the storage credential, or of the entry in the setting s3.',
  },
  AccessDenied: {
    code: 'ACCESS_DENIED',
    check:
      'Allow the key s3:GetObject and s3:ListBucket there. Without the latter, S3 denies what does not exist, too.',
  },
  InvalidAccessKeyId: badKey,
  SignatureDoesNotMatch: badKey,
  InvalidToken: badKey,
  ExpiredToken: {
    code: 'ACCESS_DENIED',
    check:
      'The session token has expired: renew the keys of the storage credential, or of the entry in the setting s3.',
  },
  RequestTimeTooSkewed: { code: 'ACCESS_DENIED', check: 'Set the clock of this machine.' },
  PermanentRedirect: wrongRegion,
  AuthorizationHeaderMalformed: wrongRegion,
  SlowDown: overloaded,
  ServiceUnavailable: overloaded,
  InternalError: overloaded,
};

const ofStatus = (status: number): Meaning => {
  if (status >= 500 || status === 429) return overloaded;
  return status === 401 || status === 403 ? badKey : { code: 'FAILED', check: 'The message is the store’s own.' };
};

const statusOf = (error: Error): number | undefined => {
  const metadata: unknown = '$metadata' in error ? error.$metadata : undefined;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
};

/** What the SDK calls an object that is not there: the second is a 404 without a word of the store's own. */
const absence: ReadonlySet<string> = new Set(['NoSuchKey', 'NotFound']);

/** What a store sends is hostile: it may be long, and one that knows the credentials may send them back. */
const harmless = (text: string, { secret_access_key, session_token }: S3Access): string => {
  let clean = text.replaceAll(secret_access_key, '…');
  if (session_token !== undefined) clean = clean.replaceAll(session_token, '…');
  return clean
    .replace(/\p{Cc}+/gu, ' ')
    .slice(0, 300)
    .replace(/\.+$/, '');
};

/**
 * What a failed call of the SDK means: `ObjectNotFound`, or a `StorageError` that says what to check. The SDK's own error
 * is not its cause, because that holds the request and in it the session token.
 */
export const translateS3Error = (error: unknown, request: S3Request): Error => {
  if (error instanceof StorageError || error instanceof ObjectNotFound) return error;
  const { access, location, bucket, path } = request;
  const failure = error instanceof Error ? error : new Error(String(error));
  if (path !== undefined && absence.has(failure.name)) return new ObjectNotFound(path);
  const what = path === undefined ? `Listing ${location}` : `Reading ${JSON.stringify(path)} of ${location}`;
  const status = statusOf(failure);
  if (status === undefined) {
    const reason = harmless(systemCode(failure) ?? failure.message, access);
    const where = access.endpoint ?? `AWS, region ${access.region}`;
    const check =
      'Check endpoint, region and path_style of the storage credential, or of the entry in the setting s3, and the network.';
    return new StorageError('UNAVAILABLE', `${what} failed: no answer from ${where} (${reason}). ${check}`);
  }
  const { code, check } = meanings[failure.name] ?? ofStatus(status);
  const said = harmless(`${failure.name}: ${failure.message}`, access);
  return new StorageError(code, `${what} failed: bucket ${bucket} answered ${status} ${said}. ${check}`);
};
