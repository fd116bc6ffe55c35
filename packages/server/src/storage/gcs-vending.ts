import { SignJWT } from 'jose';
import { FetchFailure, fetchJson } from '../http/fetch-json.ts';
import { StorageError } from './errors.ts';
import type { GcsEntry, ServiceAccount } from './gcs-settings.ts';
import { formatLocation, type GcsLocation } from './location.ts';
import type { Vending } from './object-store.ts';
import type { VendedOperation } from './temporary-credentials.ts';

const roles: Readonly<Record<VendedOperation, readonly string[]>> = {
  READ: ['inRole:roles/storage.objectViewer'],
  READ_WRITE: ['inRole:roles/storage.objectUser'],
};

/** A text of the Common Expression Language. */
const celText = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;

/**
 * What narrows a token to one location: its objects, and listings of what is below it. A slash ends the prefix, so that `t`
 * does not open `t2`.
 * Rule: https://cloud.google.com/iam/docs/downscoping-short-lived-credentials
 */
export const accessBoundary = ({ bucket, prefix }: GcsLocation, operation: VendedOperation) => {
  const objects = celText(`projects/_/buckets/${bucket}/objects/${prefix}/`);
  const listed = `api.getAttribute('storage.googleapis.com/objectListPrefix', '')`;
  const expression = `resource.name.startsWith(${objects}) || ${listed}.startsWith(${celText(`${prefix}/`)})`;
  const rule = {
    availableResource: `//storage.googleapis.com/projects/_/buckets/${bucket}`,
    availablePermissions: roles[operation],
    ...(prefix === '' ? {} : { availabilityCondition: { expression } }),
  };
  return { accessBoundary: { accessBoundaryRules: [rule] } };
};

const limits = { time: 10_000, bytes: 64 * 1024 };

interface Token {
  readonly value: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Asks for a token. What a server says of a refusal is its code alone: the rest could repeat what was sent. */
const fetchToken = async (url: string, form: Readonly<Record<string, string>>, latest: number): Promise<Token> => {
  const { origin } = new URL(url);
  const check =
    'Check the service account of the storage credential, or of the entry in the setting gcs, and the clock of this machine.';
  const asked = Date.now();
  try {
    const request = { method: 'POST', body: new URLSearchParams(form) };
    const { status, json } = await fetchJson(url, request, limits);
    const { access_token: value, expires_in: seconds } = (json ?? {}) as Record<string, unknown>;
    if (status === 200 && typeof value === 'string' && value !== '') {
      // A narrowed token of a service account may come without its end, which is that of the token it was made of.
      const expiresAt = typeof seconds === 'number' ? Math.min(asked + seconds * 1000, latest) : latest;
      return { value, expiresAt };
    }
    const code = status >= 500 ? 'UNAVAILABLE' : 'ACCESS_DENIED';
    throw new StorageError(code, `${origin} gives no token for Google Cloud Storage: ${status}. ${check}`);
  } catch (error) {
    if (!(error instanceof FetchFailure)) throw error;
    throw new StorageError('UNAVAILABLE', `${origin} gives no token (${error.problem}). ${check}`);
  }
};

const hour = 60 * 60;

/** A token of the service account itself. Rule: https://developers.google.com/identity/protocols/oauth2/service-account */
const fetchOwnToken = async ({ email, privateKey }: ServiceAccount, tokenUrl: string): Promise<Token> => {
  const now = Math.floor(Date.now() / 1000);
  // No narrower scope can be exchanged; what is given away is narrowed to storage.
  const assertion = await new SignJWT({ scope: 'https://www.googleapis.com/auth/cloud-platform' })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
    .setIssuer(email)
    .setAudience(tokenUrl)
    .setIssuedAt(now)
    .setExpirationTime(now + hour)
    .sign(privateKey);
  const form = { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion };
  return fetchToken(tokenUrl, form, (now + hour) * 1000);
};

const tokenType = 'urn:ietf:params:oauth:token-type:access_token';

/**
 * How tokens with an access boundary are given away for what is below a location. They live for an hour, whatever is asked
 * for: Google lets nobody choose.
 */
export const gcsVending = (at: GcsLocation, { credential, settings }: GcsEntry): Vending => ({
  canVend: credential.kind === 'service-account',
  vend: async ({ operation }) => {
    if (credential.kind !== 'service-account') {
      const advice =
        'Use a service account in its storage credential or its entry of the setting gcs: an HMAC key gives no tokens.';
      throw new StorageError('CANNOT_VEND', `There are no credentials for ${formatLocation(at)} alone. ${advice}`);
    }
    const { token_endpoint = 'https://oauth2.googleapis.com/token' } = settings;
    const own = await fetchOwnToken(credential, token_endpoint);
    const form = {
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: own.value,
      subject_token_type: tokenType,
      requested_token_type: tokenType,
      options: JSON.stringify(accessBoundary(at, operation)),
    };
    const url = settings.sts_endpoint ?? 'https://sts.googleapis.com/v1/token';
    const { value, expiresAt } = await fetchToken(url, form, own.expiresAt);
    return { kind: 'gcp', oauthToken: value, expiresAt };
  },
});
