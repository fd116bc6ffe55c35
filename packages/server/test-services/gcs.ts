import { createVerify, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { type TokenRights, tokenService } from './gcs-tokens.ts';
import { type DoubleAnswer, startDouble, xmlError } from './http-double.ts';
import { type HeldObject, serveHeld } from './object-folder.ts';
import { isSignedBy, pathOf, placeOf, queryOf, type ReceivedRequest, readClaim, type V4Claim } from './v4-claim.ts';

/**
 * A double of Google Cloud Storage: its XML API over objects in memory. It believes nothing that is not signed, by an HMAC
 * key or a service account, and serves narrowed tokens what their boundary allows. The emulators that there are check no
 * signature, and list without pages.
 */
export interface GcsServer {
  /** `http://127.0.0.1:<port>`. */
  readonly endpoint: string;
  /** An HMAC key, new with each start. */
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** The JSON key of a service account. */
  readonly serviceAccount: string;
  /** Where it gets tokens, and where they are narrowed. */
  readonly tokenEndpoint: string;
  readonly stsEndpoint: string;
  stop(): Promise<void>;
}

const scheme = { parameter: 'X-Goog', key: 'GOOG4' };
const scope = /^\d{8}\/auto\/storage\/goog4_request$/;

/** Whom the double knows. */
interface Caller {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly email: string;
  readonly publicKey: KeyObject;
}

const isSigned = (claim: V4Claim, { accessKeyId, secretAccessKey, email, publicKey }: Caller): boolean => {
  if (claim.algorithm !== 'GOOG4-RSA-SHA256') {
    return claim.id === accessKeyId && isSignedBy(claim, secretAccessKey, scheme);
  }
  const verify = createVerify('sha256').update(claim.text);
  return claim.id === email && verify.verify(publicKey, Buffer.from(claim.signature, 'hex'));
};

const refuseClaim = (request: ReceivedRequest, caller: Caller): DoubleAnswer | undefined => {
  const claim = readClaim(request, scheme);
  if (claim === undefined || !scope.test(claim.scope)) return xmlError(403, 'AccessDenied');
  if (!isSigned(claim, caller)) return xmlError(403, 'SignatureDoesNotMatch');
  return claim.isExpired ? xmlError(400, 'ExpiredToken') : undefined;
};

const refuseToken = (request: ReceivedRequest, rights: TokenRights | undefined): DoubleAnswer | undefined => {
  const { bucket, name } = placeOf(request.target);
  const prefix = new Map(queryOf(request.target)).get('prefix') ?? '';
  const isWithin = name === '' ? rights?.allows('list', prefix) : rights?.allows('object', name);
  const isAllowed = request.method === 'GET' || rights?.roles.includes('inRole:roles/storage.objectUser');
  return rights?.bucket === bucket && isWithin && isAllowed ? undefined : xmlError(403, 'AccessDenied');
};

/** @param names of the buckets that it starts with */
export const startGcs = async (names: readonly string[]): Promise<GcsServer> => {
  const buckets = new Map(names.map(name => [name, new Map<string, HeldObject>()]));
  const accessKeyId = `GOOG1E${randomBytes(20).toString('hex').toUpperCase()}`;
  const secretAccessKey = randomBytes(30).toString('base64');
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const email = 'reader@lake-1.iam.gserviceaccount.com';
  const caller = { accessKeyId, secretAccessKey, email, publicKey };
  const tokens = tokenService(email, publicKey, () => `${double.url}/token`);
  const double = await startDouble(request => {
    const path = pathOf(request.target);
    if (request.method === 'POST' && (path === '/token' || path === '/v1/token')) {
      return tokens.answer(path, new URLSearchParams(request.body.toString('utf8')));
    }
    const [, token] = /^Bearer (.+)$/.exec(request.headers.authorization ?? '') ?? [];
    const refusal = token === undefined ? refuseClaim(request, caller) : refuseToken(request, tokens.rightsOf(token));
    const { bucket, name } = placeOf(request.target);
    const objects = buckets.get(bucket);
    return refusal ?? (objects === undefined ? xmlError(404, 'NoSuchBucket') : serveHeld(objects, name, request));
  });
  const serviceAccount = JSON.stringify({
    type: 'service_account',
    client_email: email,
    private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    token_uri: 'https://oauth2.googleapis.com/token',
  });
  const { url: endpoint, stop } = double;
  const [tokenEndpoint, stsEndpoint] = [`${endpoint}/token`, `${endpoint}/v1/token`];
  return { endpoint, accessKeyId, secretAccessKey, serviceAccount, tokenEndpoint, stsEndpoint, stop };
};
