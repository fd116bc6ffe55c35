import { randomBytes } from 'node:crypto';
import { type DoubleAnswer, startDouble, xmlError } from './http-double.ts';
import { type HeldObject, serveHeld } from './object-folder.ts';
import { isActionAllowed, type SessionPolicy } from './session-policy.ts';
import { isSignedBy, pathOf, placeOf, queryOf, type ReceivedRequest, readClaim } from './v4-claim.ts';

/**
 * A double of AWS: its security token service, and S3 with one bucket in memory that sessions reach as far as their policy
 * allows. Both check signatures.
 */
export interface AwsServer {
  /** `http://127.0.0.1:<port>`, for S3 with the bucket in the path and for the token service. */
  readonly endpoint: string;
  readonly region: string;
  /** A key that may read the bucket and assume the role. */
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** The role, and the external id that it asks for. */
  readonly roleArn: string;
  readonly externalId: string;
  readonly bucket: string;
  readonly objects: Map<string, HeldObject>;
  /** Says whether the role trusts the key: at first it does. */
  trust(isTrusted: boolean): void;
  stop(): Promise<void>;
}

/** Whoever may use S3: the key itself has no token. */
interface Session {
  readonly secret: string;
  readonly token: string | undefined;
  readonly policy: SessionPolicy;
}

const scheme = { parameter: 'X-Amz', key: 'AWS4' };
const roleArn = 'arn:aws:iam::123456789012:role/share-tables';

/** What the role's owner says of how long its sessions may last: seconds. */
const longestSession = 7200;

/** The key that sessions are asked for by, and what the role wants of it. */
interface Role {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly externalId: string;
  isTrusted: boolean;
}

const refuseRole = ({ isTrusted, externalId }: Role, form: URLSearchParams): DoubleAnswer | undefined => {
  const isAllowed = isTrusted && form.get('RoleArn') === roleArn && form.get('ExternalId') === externalId;
  if (!isAllowed) return xmlError(403, 'AccessDenied');
  const seconds = Number(form.get('DurationSeconds'));
  const isNamed = /^[\w+=,.@-]{2,64}$/.test(form.get('RoleSessionName') ?? '');
  if (!isNamed || !(seconds >= 900 && seconds <= longestSession)) return xmlError(400, 'ValidationError');
  return (form.get('Policy') ?? '').length > 2048 ? xmlError(400, 'PackedPolicyTooLarge') : undefined;
};

const refuseRequest = (request: ReceivedRequest, { accessKeyId, secretAccessKey }: Role): DoubleAnswer | undefined => {
  const claim = readClaim(request, scheme);
  const isKnown = claim?.id === accessKeyId && /^\d{8}\/eu-central-1\/sts\/aws4_request$/.test(claim.scope);
  if (!isKnown || !isSignedBy(claim, secretAccessKey, scheme)) return xmlError(403, 'SignatureDoesNotMatch');
  return claim.isExpired ? xmlError(400, 'RequestExpired') : undefined;
};

const assumeRole = (request: ReceivedRequest, role: Role, sessions: Map<string, Session>): DoubleAnswer => {
  const form = new URLSearchParams(request.body.toString('utf8'));
  const refusal = refuseRequest(request, role) ?? refuseRole(role, form);
  if (refusal !== undefined) return refusal;
  const id = `ASIA${randomBytes(8).toString('hex').toUpperCase()}`;
  const secret = randomBytes(30).toString('base64');
  const token = randomBytes(60).toString('base64');
  sessions.set(id, { secret, token, policy: JSON.parse(form.get('Policy') ?? '') });
  const end = new Date(Math.floor(Date.now() / 1000 + Number(form.get('DurationSeconds'))) * 1000).toISOString();
  const xml = `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>${id}</AccessKeyId><SecretAccessKey>${secret}</SecretAccessKey><SessionToken>${token}</SessionToken><Expiration>${end}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;
  return { status: 200, headers: { 'content-type': 'text/xml' }, body: xml };
};

/** Why a request to S3 is refused: its signature, its session's token, or what the session's policy does not allow. */
const refuseAccess = (request: ReceivedRequest, sessions: ReadonlyMap<string, Session>): DoubleAnswer | undefined => {
  const claim = readClaim(request, scheme);
  const session = sessions.get(claim?.id ?? '');
  if (claim === undefined || session === undefined) return xmlError(403, 'InvalidAccessKeyId');
  const query = new Map(queryOf(request.target));
  const token = request.headers['x-amz-security-token'] ?? query.get('X-Amz-Security-Token');
  if (token !== session.token || !isSignedBy(claim, session.secret, scheme)) {
    return xmlError(403, 'SignatureDoesNotMatch');
  }
  const { bucket, name } = placeOf(request.target);
  const arn = `arn:aws:s3:::${bucket}`;
  const ofObject = request.method === 'PUT' ? 's3:PutObject' : 's3:GetObject';
  const [action, resource] = name === '' ? ['s3:ListBucket', arn] : [ofObject, `${arn}/${name}`];
  const context = { 's3:prefix': query.get('prefix') ?? '' };
  const isAllowed = !claim.isExpired && isActionAllowed(session.policy, { action, resource, context });
  return isAllowed ? undefined : xmlError(403, 'AccessDenied');
};

/** What the key itself may do. */
const readAll: SessionPolicy = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: ['s3:GetObject', 's3:ListBucket'], Resource: ['arn:aws:s3:::*'] }],
};

/** @param bucket the name of the bucket that it starts with, empty */
export const startAws = async (bucket: string): Promise<AwsServer> => {
  const objects = new Map<string, HeldObject>();
  const accessKeyId = `AKIA${randomBytes(8).toString('hex').toUpperCase()}`;
  const secretAccessKey = randomBytes(30).toString('base64');
  const externalId = randomBytes(8).toString('hex');
  const role: Role = { accessKeyId, secretAccessKey, externalId, isTrusted: true };
  const sessions = new Map<string, Session>();
  sessions.set(accessKeyId, { secret: secretAccessKey, token: undefined, policy: readAll });
  const { url: endpoint, stop } = await startDouble(request => {
    if (request.method === 'POST' && pathOf(request.target) === '/') return assumeRole(request, role, sessions);
    const refusal = refuseAccess(request, sessions);
    if (refusal !== undefined) return refusal;
    const place = placeOf(request.target);
    return place.bucket === bucket ? serveHeld(objects, place.name, request) : xmlError(404, 'NoSuchBucket');
  });
  const trust = (isTrusted: boolean) => {
    role.isTrusted = isTrusted;
  };
  const region = 'eu-central-1';
  return { endpoint, region, accessKeyId, secretAccessKey, roleArn, externalId, bucket, objects, trust, stop };
};
