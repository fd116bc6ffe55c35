import { ensure } from './finding.ts';
import { isObject } from './table-lines.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What each kind of credential consists of. */
const kinds: Readonly<Record<string, readonly string[]>> = {
  awsTempCredentials: ['accessKeyId', 'secretAccessKey', 'sessionToken'],
  r2TempCredentials: ['accessKeyId', 'secretAccessKey', 'sessionToken'],
  r2Credentials: ['accessKeyId', 'secretAccessKey', 'sessionToken'],
  azureUserDelegationSas: ['sasToken'],
  gcpOauthToken: ['oauthToken'],
};

/**
 * Demands temporary credentials as the protocol has them: one kind, whole, and not over yet.
 *
 * @throws Finding, which never holds a credential
 */
export const ensureCredentials = (credentials: Fields): void => {
  const { expirationTime } = credentials;
  const isLater = Number.isSafeInteger(expirationTime) && Number(expirationTime) > Date.now();
  ensure(isLater, `expirationTime is ${expirationTime}, which is no time in milliseconds later than now.`);
  const given = Object.keys(kinds).filter(kind => credentials[kind] !== undefined && credentials[kind] !== null);
  ensure(given.length === 1, `There are ${given.length} kinds of credentials instead of one: ${given}.`);
  const [kind = ''] = given;
  const parts = credentials[kind];
  const missing = (kinds[kind] ?? []).find(
    part => !isObject(parts) || typeof parts[part] !== 'string' || parts[part] === '',
  );
  ensure(missing === undefined, `${kind} has no ${missing}.`);
};
