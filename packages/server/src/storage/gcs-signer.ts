import { hash, sign as signWithKey } from 'node:crypto';
import { promisify } from 'node:util';
import type { GcsCredential, GcsSettings } from './gcs-settings.ts';
import { hmacSha256 } from './hmac-sha256.ts';
import { compactTime, deriveKey, secondsOfLife, type UrlLife } from './signature-v4.ts';
import { encodeText, pathEncoder } from './url-path.ts';

/** What a batch of URLs is for. */
export interface GcsGrant extends UrlLife {
  readonly bucket: string;
  readonly method: 'GET' | 'PUT' | 'DELETE';
  /** More of the query: what to list. In the order of the names. */
  readonly query?: readonly (readonly [string, string])[];
}

/** Where Google Cloud Storage, or what stands in for it, is reached: without a slash at the end. */
export const gcsEndpoint = ({ endpoint }: GcsSettings): string => {
  const url = new URL(endpoint ?? 'https://storage.googleapis.com');
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
};

/**
 * How many RSA signatures are made at a time. Each takes half a millisecond of a thread that also reads files: the others
 * must not wait for a whole batch.
 */
const atOnce = 4;

const signRsa = promisify(signWithKey);

type SignTexts = (texts: readonly string[]) => readonly string[] | Promise<readonly string[]>;

/** Signs in this thread by an HMAC key, and in those of the runtime by the private key of a service account. */
const textSigner = (credential: GcsCredential, scope: string): SignTexts => {
  if (credential.kind === 'hmac') {
    const mac = hmacSha256(deriveKey(`GOOG4${credential.secret}`, scope));
    return texts => texts.map(text => mac(text, 'hex'));
  }
  const { privateKey } = credential;
  return async texts => {
    const signatures: Buffer[] = [];
    for (let first = 0; first < texts.length; first += atOnce) {
      const batch = texts.slice(first, first + atOnce);
      signatures.push(...(await Promise.all(batch.map(text => signRsa('sha256', Buffer.from(text), privateKey)))));
    }
    return signatures.map(signature => signature.toString('hex'));
  };
};

/**
 * Prepares the signing of URLs of a bucket. What they have in common is put together once. By a service account, what the
 * SDK makes (`getSignedUrl`, version 4) equals this byte for byte; by an HMAC key only algorithm and signature differ.
 * Rule: https://cloud.google.com/storage/docs/authentication/canonical-requests
 *
 * @returns URLs of objects by their names, which are not percent-encoded; the bucket's own for `''`
 * @throws RangeError for a life that is not allowed: longer than seven days
 */
export const gcsSigner = (
  settings: GcsSettings,
  credential: GcsCredential,
  grant: GcsGrant,
): ((names: readonly string[]) => Promise<readonly string[]>) => {
  const seconds = secondsOfLife(grant);
  const { origin, host, pathname } = new URL(`${gcsEndpoint(settings)}/${grant.bucket}`);
  const time = compactTime(grant.now);
  const scope = `${time.slice(0, 8)}/auto/storage/goog4_request`;
  const [algorithm, id] =
    credential.kind === 'hmac' ? ['GOOG4-HMAC-SHA256', credential.id] : ['GOOG4-RSA-SHA256', credential.email];
  const signed = `X-Goog-Algorithm=${algorithm}&X-Goog-Credential=${encodeText(`${id}/${scope}`)}&X-Goog-Date=${time}&X-Goog-Expires=${seconds}&X-Goog-SignedHeaders=host`;
  const more = (grant.query ?? []).map(([name, value]) => `&${encodeText(name)}=${encodeText(value)}`).join('');
  // Names of ours are in lower case, which come behind those of the signature.
  const requestEnd = `\n${signed}${more}\nhost:${host}\n\nhost\nUNSIGNED-PAYLOAD`;
  const signTexts = textSigner(credential, scope);
  const encode = pathEncoder();
  const textStart = `${algorithm}\n${time}\n${scope}\n`;
  return async names => {
    const targets = names.map(name => (name === '' ? pathname : `${pathname}/${encode(name)}`));
    const requests = targets.map(target => hash('sha256', `${grant.method}\n${target}${requestEnd}`));
    const signatures = await signTexts(requests.map(request => textStart + request));
    return targets.map((target, index) => `${origin}${target}?${signed}${more}&X-Goog-Signature=${signatures[index]}`);
  };
};
