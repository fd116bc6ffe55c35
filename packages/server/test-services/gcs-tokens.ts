import { createVerify, type KeyObject, randomBytes } from 'node:crypto';
import type { DoubleAnswer } from './http-double.ts';

/** What a token may do. */
export interface TokenRights {
  readonly bucket: string;
  readonly roles: readonly string[];
  /** Whether an object, or a listing of what begins with a prefix, is within the boundary. */
  readonly allows: (kind: 'object' | 'list', name: string) => boolean;
}

/** Gives tokens to one service account, and narrows them. */
export interface TokenService {
  /** Answers a post to the token endpoint or to that of the security token service. */
  answer(path: string, form: URLSearchParams): DoubleAnswer;
  /** The rights of a narrowed token; those of others are not for sharing. */
  rightsOf(token: string): TokenRights | undefined;
}

const json = (status: number, value: object): DoubleAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});

const decode = (part: string | undefined) => JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8'));

/** Strict: RS256, by the account, for this endpoint, of this hour. */
const isGoodAssertion = (assertion: string, email: string, key: KeyObject, audience: string): boolean => {
  const [header, payload, signature = ''] = assertion.split('.');
  const { alg } = decode(header);
  const { iss, aud, iat, exp, scope } = decode(payload);
  const now = Date.now() / 1000;
  const verify = createVerify('sha256').update(`${header}.${payload}`);
  return (
    alg === 'RS256' &&
    verify.verify(key, Buffer.from(signature, 'base64url')) &&
    iss === email &&
    aud === audience &&
    iat <= now + 5 &&
    exp > now &&
    exp - iat <= 3600 &&
    scope === 'https://www.googleapis.com/auth/cloud-platform'
  );
};

const unquote = (text: string): string => text.replace(/\\(.)/g, '$1');

const literal = "'((?:[^'\\\\]|\\\\.)*)'";
const condition = new RegExp(
  `^resource\\.name\\.startsWith\\(${literal}\\) \\|\\| api\\.getAttribute\\('storage\\.googleapis\\.com/objectListPrefix', ''\\)\\.startsWith\\(${literal}\\)$`,
);

/** Reads an access boundary of one rule. An expression of any other shape than the documented one is refused. */
const readBoundary = (text: string): TokenRights | undefined => {
  const [rule, ...others] = JSON.parse(text).accessBoundary.accessBoundaryRules;
  const [, bucket] = /^\/\/storage\.googleapis\.com\/projects\/_\/buckets\/([^/]+)$/.exec(rule.availableResource) ?? [];
  if (bucket === undefined || others.length > 0) return undefined;
  const roles: readonly string[] = rule.availablePermissions;
  if (rule.availabilityCondition === undefined) return { bucket, roles, allows: () => true };
  const [, objects, listed] = condition.exec(rule.availabilityCondition.expression) ?? [];
  if (objects === undefined || listed === undefined) return undefined;
  const [namePrefix, listPrefix] = [unquote(objects), unquote(listed)];
  return {
    bucket,
    roles,
    allows: (kind, name) =>
      kind === 'object'
        ? `projects/_/buckets/${bucket}/objects/${name}`.startsWith(namePrefix)
        : name.startsWith(listPrefix),
  };
};

/** @param audience the URL of the token endpoint, which assertions are made for */
export const tokenService = (email: string, key: KeyObject, audience: () => string): TokenService => {
  const own = new Set<string>();
  const narrowed = new Map<string, TokenRights>();
  const newToken = () => `ya29.${randomBytes(24).toString('base64url')}`;
  const grant = (form: URLSearchParams): DoubleAnswer => {
    const isKnown =
      form.get('grant_type') === 'urn:ietf:params:oauth:grant-type:jwt-bearer' &&
      isGoodAssertion(form.get('assertion') ?? '', email, key, audience());
    if (!isKnown) return json(400, { error: 'invalid_grant' });
    const token = newToken();
    own.add(token);
    return json(200, { access_token: token, expires_in: 3599, token_type: 'Bearer' });
  };
  const exchange = (form: URLSearchParams): DoubleAnswer => {
    const type = 'urn:ietf:params:oauth:token-type:access_token';
    const isGood =
      form.get('grant_type') === 'urn:ietf:params:oauth:grant-type:token-exchange' &&
      form.get('subject_token_type') === type &&
      form.get('requested_token_type') === type &&
      own.has(form.get('subject_token') ?? '');
    const rights = isGood ? readBoundary(form.get('options') ?? '') : undefined;
    if (rights === undefined) return json(400, { error: 'invalid_request' });
    const token = newToken();
    narrowed.set(token, rights);
    return json(200, { access_token: token, issued_token_type: type, token_type: 'Bearer', expires_in: 3000 });
  };
  return {
    answer: (path, form) => (path === '/token' ? grant(form) : exchange(form)),
    rightsOf: token => narrowed.get(token),
  };
};
