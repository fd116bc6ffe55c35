import { createHmac, hash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { StorageError, systemCode } from './errors.ts';
import { awsDomain } from './s3-address.ts';
import type { S3Access } from './s3-settings.ts';
import { compactTime, deriveKey } from './signature-v4.ts';
import { type Refusals, type SignedRequest, signedRequest } from './signed-request.ts';
import { collectStream } from './streams.ts';
import type { AwsSession, TemporaryCredentials } from './temporary-credentials.ts';
import { field } from './xml.ts';

/** Which role is assumed, and for what. */
export interface RoleRequest {
  readonly roleArn: string;
  /** What the owner of the role asks for beside it. */
  readonly externalId: string | undefined;
  /** How the session is called in the logs of AWS: 2 to 64 letters, digits and `+=,.@-`. */
  readonly sessionName: string;
  /** From 900 to 43200. */
  readonly seconds: number;
  /** A policy as JSON text that the session is narrowed by. */
  readonly policy: string;
}

/** An answer of the security token service that is a refusal. */
class StsRefusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string) {
    super(`${status} ${code}`);
    this.status = status;
    this.code = code;
  }
}

const largestAnswer = 64 * 1024;

const readText = async (answer: IncomingMessage): Promise<string> =>
  Buffer.from(await collectStream(answer, 'The answer', largestAnswer)).toString('utf8');

/** AWS says with a 400 that it was asked too often. */
const isBusy = ({ status, code }: StsRefusal): boolean =>
  status >= 500 || status === 429 || /^Throttl(?:ing|ed)/.test(code);

const refusals: Refusals = {
  read: async answer => {
    const code = field(await readText(answer).catch(() => ''), 'Code') ?? '';
    return new StsRefusal(answer.statusCode ?? 0, /^[\w.]{1,80}$/.test(code) ? code : '');
  },
  isPassing: error => (error instanceof StsRefusal ? isBusy(error) : systemCode(error) === 'ECONNRESET'),
};

/** Where sessions are given: by AWS in each region, by other stores usually where they are reached. */
const stsUrl = ({ sts_endpoint, endpoint, region }: S3Access): URL =>
  new URL(sts_endpoint ?? endpoint ?? `https://sts.${region}.${awsDomain(region)}`);

/** Rule: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
const signPost = (access: S3Access, body: string): SignedRequest => {
  const url = stsUrl(access);
  const time = compactTime(Date.now());
  const scope = `${time.slice(0, 8)}/${access.region}/sts/aws4_request`;
  const headers: Record<string, string> = {
    'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
    host: url.host,
    'x-amz-date': time,
    ...(access.session_token === undefined ? {} : { 'x-amz-security-token': access.session_token }),
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
  const names = Object.keys(headers).join(';');
  const request = `POST\n${url.pathname}\n\n${lines.join('')}\n${names}\n${hash('sha256', body)}`;
  const text = `AWS4-HMAC-SHA256\n${time}\n${scope}\n${hash('sha256', request)}`;
  const key = deriveKey(`AWS4${access.secret_access_key}`, scope);
  const signature = createHmac('sha256', key).update(text).digest('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=${access.access_key_id}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
  return { url: url.href, headers: { ...headers, authorization }, body };
};

const translate = (error: unknown, access: S3Access, roleArn: string): Error => {
  if (error instanceof StorageError) return error;
  const what = `Assuming the role ${roleArn} failed`;
  if (!(error instanceof StsRefusal)) {
    const reason = systemCode(error) ?? 'the answer ended early';
    const check =
      'Check sts_endpoint and region of the storage credential, or of the entry in the setting s3, and the network.';
    return new StorageError('UNAVAILABLE', `${what}: no answer from ${stsUrl(access).origin} (${reason}). ${check}`);
  }
  const said = `${what}: ${stsUrl(access).origin} answered ${error.status} ${error.code}`.trimEnd();
  if (refusals.isPassing(error)) return new StorageError('UNAVAILABLE', `${said}. Try again later.`);
  const check =
    'Check role_arn, external_id, access_key_id and secret_access_key of the storage credential, or of the entry in the setting s3, that the role trusts that key, and that its sessions may last temporary_credential_seconds.';
  return new StorageError(error.status === 403 ? 'ACCESS_DENIED' : 'FAILED', `${said}. ${check}`);
};

const readSession = (xml: string): AwsSession & TemporaryCredentials => {
  const get = (name: string): string => {
    const value = field(xml, name);
    if (value !== undefined && value !== '') return value;
    throw new StorageError('FAILED', `The session of a role comes without ${name}. Check sts_endpoint.`);
  };
  const expiresAt = Date.parse(get('Expiration'));
  if (!Number.isFinite(expiresAt)) throw new StorageError('FAILED', 'The session of a role does not say when it ends.');
  return {
    kind: 'aws',
    accessKeyId: get('AccessKeyId'),
    secretAccessKey: get('SecretAccessKey'),
    sessionToken: get('SessionToken'),
    expiresAt,
  };
};

/**
 * Assumes a role of AWS, or of a store that speaks its security token service.
 * Rule: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 *
 * @throws StorageError that says what to check, without the keys
 */
export const assumeRole = async (
  access: S3Access,
  { roleArn, externalId, sessionName, seconds, policy }: RoleRequest,
): Promise<AwsSession & TemporaryCredentials> => {
  const form = new URLSearchParams({
    Action: 'AssumeRole',
    Version: '2011-06-15',
    RoleArn: roleArn,
    RoleSessionName: sessionName,
    DurationSeconds: String(seconds),
    Policy: policy,
  });
  if (externalId !== undefined) form.set('ExternalId', externalId);
  try {
    return readSession(await readText(await signedRequest(signPost(access, form.toString()), refusals)));
  } catch (error) {
    throw translate(error, access, roleArn);
  }
};
