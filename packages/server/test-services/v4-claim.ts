import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** What the schemes of the two clouds call their parts. */
export interface V4Scheme {
  /** How parameters of the query begin: `X-Amz`, `X-Goog`. */
  readonly parameter: string;
  /** How algorithms and the key of an HMAC begin: `AWS4`, `GOOG4`. */
  readonly key: string;
}

/** A request as it came, with its body. */
export interface ReceivedRequest {
  readonly method: string;
  /** Path and query, as on the wire. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What a request says of its signature, and what has to be signed for it. */
export interface V4Claim {
  readonly algorithm: string;
  /** Whose key signed it. */
  readonly id: string;
  /** `20261121/eu-central-1/s3/aws4_request`. */
  readonly scope: string;
  readonly text: string;
  /** In hexadecimal digits. */
  readonly signature: string;
  readonly isExpired: boolean;
}

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');

const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, mark => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);

/** The query of a request, decoded. */
export const queryOf = (target: string): readonly (readonly [string, string])[] =>
  (target.split('?')[1] ?? '')
    .split('&')
    .filter(part => part !== '')
    .map(part => {
      const at = part.indexOf('=');
      const [name, value] = at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
      return [decodeURIComponent(name), decodeURIComponent(value)] as const;
    });

/** The path of a request, decoded. */
export const pathOf = (target: string): string => decodeURIComponent(target.split('?')[0] ?? '');

/** The bucket of a request that has it in the path, and the object's name: empty for the bucket itself. */
export const placeOf = (target: string): { readonly bucket: string; readonly name: string } => {
  const [, bucket = '', name = ''] = /^\/([^/]+)\/?(.*)$/s.exec(pathOf(target)) ?? [];
  return { bucket, name };
};

const timeOf = (compact: string): number =>
  Date.parse(compact.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

const canonical = (request: ReceivedRequest, signedHeaders: string, payload: string, without: string): string => {
  const query = queryOf(request.target)
    .filter(([name]) => name !== without)
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(pair => pair.join('='));
  const headers = signedHeaders.split(';').map(name => `${name}:${String(request.headers[name] ?? '').trim()}\n`);
  const path = encode(pathOf(request.target)).replaceAll('%2F', '/');
  return [request.method, path, query.join('&'), headers.join(''), signedHeaders, payload].join('\n');
};

interface Said {
  readonly algorithm: string;
  readonly credential: string;
  readonly time: string;
  readonly signedHeaders: string;
  readonly signature: string;
  /** Seconds; a signature in a header is good for a quarter of an hour. */
  readonly life: number;
  readonly payload: string;
}

const inQuery = (request: ReceivedRequest, { parameter }: V4Scheme): Said | undefined => {
  const query = new Map(queryOf(request.target));
  const get = (name: string): string => query.get(`${parameter}-${name}`) ?? '';
  if (get('Signature') === '') return undefined;
  return {
    algorithm: get('Algorithm'),
    credential: get('Credential'),
    time: get('Date'),
    signedHeaders: get('SignedHeaders'),
    signature: get('Signature'),
    life: Number(get('Expires')),
    payload: 'UNSIGNED-PAYLOAD',
  };
};

const inHeader = ({ headers, body }: ReceivedRequest, { parameter }: V4Scheme): Said | undefined => {
  const pattern = /^(\S+) Credential=(\S+), ?SignedHeaders=(\S+), ?Signature=(\w+)$/;
  const [, algorithm, credential, signedHeaders, signature] = pattern.exec(headers.authorization ?? '') ?? [];
  if (!algorithm || !credential || !signedHeaders || !signature) return undefined;
  const prefix = parameter.toLowerCase();
  const payload = String(headers[`${prefix}-content-sha256`] ?? sha256(body));
  return {
    algorithm,
    credential,
    time: String(headers[`${prefix}-date`]),
    signedHeaders,
    signature,
    life: 900,
    payload,
  };
};

/**
 * Reads the signature of a request, from its query or its `Authorization` header, by the published rules of Signature
 * Version 4. Written apart from what the server signs with, so that one checks the other.
 *
 * @returns undefined for a request without a signature, or one whose host is not signed
 */
export const readClaim = (request: ReceivedRequest, scheme: V4Scheme): V4Claim | undefined => {
  const said = inQuery(request, scheme) ?? inHeader(request, scheme);
  if (said === undefined || !said.signedHeaders.split(';').includes('host')) return undefined;
  const { algorithm, credential, time, signedHeaders, signature, life, payload } = said;
  const [, id = '', scope = ''] = /^(.*)\/(\d{8}\/[^/]+\/[^/]+\/[^/]+)$/.exec(credential) ?? [];
  const hash = sha256(canonical(request, signedHeaders, payload, `${scheme.parameter}-Signature`));
  const age = (Date.now() - timeOf(time)) / 1000;
  const isGoodLife = life > 0 && life <= 604_800 && scope !== '' && time.startsWith(scope.slice(0, 8));
  return {
    algorithm,
    id,
    scope,
    text: [algorithm, time, scope, hash].join('\n'),
    signature,
    isExpired: !(isGoodLife && age > -900 && age <= life),
  };
};

/** Whether a claim was signed with a secret, in constant time. */
export const isSignedBy = (
  { algorithm, scope, text, signature }: V4Claim,
  secret: string,
  scheme: V4Scheme,
): boolean => {
  if (algorithm !== `${scheme.key}-HMAC-SHA256`) return false;
  const start = Buffer.from(scheme.key + secret);
  const key = scope.split('/').reduce((last, step) => createHmac('sha256', last).update(step).digest(), start);
  const expected = createHmac('sha256', key).update(text).digest('hex');
  return expected.length === signature.length && timingSafeEqual(Buffer.from(expected), Buffer.from(signature));
};
