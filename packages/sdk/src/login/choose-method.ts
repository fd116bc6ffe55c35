import { ConfigError } from '../errors.ts';
import type { FoundSettings } from './find-settings.ts';
import { type Environment, type SettingName, settingOf } from './settings.ts';

/** The ways to sign in, in the order in which they are tried where nothing was said. */
export const authTypes = [
  'pat',
  'oauth-m2m',
  'databricks-cli',
  'env-oidc',
  'file-oidc',
  'github-oidc',
  'azure-client-secret',
] as const;

/** A way to sign in, by the name that official clients have for it. */
export type AuthType = (typeof authTypes)[number];

/** What a way to sign in cannot do without. */
const needs: Readonly<Record<AuthType, readonly SettingName[]>> = {
  pat: ['token'],
  'oauth-m2m': ['client_id', 'client_secret'],
  'databricks-cli': [],
  'env-oidc': [],
  'file-oidc': ['oidc_token_filepath'],
  'github-oidc': ['client_id'],
  'azure-client-secret': ['azure_client_id', 'azure_client_secret'],
};

/** What else each of them looks at. */
const uses: Readonly<Record<AuthType, readonly SettingName[]>> = {
  pat: [],
  'oauth-m2m': [],
  'databricks-cli': [],
  'env-oidc': ['oidc_token_env', 'client_id'],
  'file-oidc': ['client_id'],
  'github-oidc': ['token_audience'],
  'azure-client-secret': ['azure_tenant_id', 'azure_workspace_resource_id', 'azure_environment'],
};

/** Every setting that a way to sign in looks at. */
export const settingsOf = (authType: AuthType): readonly SettingName[] => [...needs[authType], ...uses[authType]];

/** Where a token of an issuer is when `oidc_token_env` does not say. */
export const defaultTokenVariable = 'DATABRICKS_OIDC_TOKEN';

interface Method {
  /** What the official clients call it when there is more than one. */
  readonly name: string;
  readonly authType: AuthType;
  /** The settings that mean it. */
  readonly signs: readonly SettingName[];
}

const methods: readonly Method[] = [
  { name: 'pat', authType: 'pat', signs: ['token'] },
  { name: 'oauth', authType: 'oauth-m2m', signs: ['client_secret', 'client_id'] },
  { name: 'env-oidc', authType: 'env-oidc', signs: ['oidc_token_env'] },
  { name: 'file-oidc', authType: 'file-oidc', signs: ['oidc_token_filepath'] },
  {
    name: 'azure',
    authType: 'azure-client-secret',
    signs: ['azure_client_secret', 'azure_client_id', 'azure_tenant_id', 'azure_workspace_resource_id'],
  },
];

/** What may sign in without having been configured: it is there, or not. */
export interface Ambient {
  readonly env: Environment;
  /** Whether somebody has signed in to the host by the command line. */
  readonly hasCachedLogin: () => boolean;
}

/**
 * Decides how to sign in.
 *
 * @throws {ConfigError} when there is no way, an unknown one is demanded, or settings mean several
 */
export const chooseMethod = ({ found, lookedIn }: FoundSettings, ambient: Ambient): AuthType => {
  const configured = configuredMethods(found);
  const demanded = found.auth_type;
  const isSettled = demanded?.isOption !== true && configured.some(method => isGiven(found, method));
  if (demanded !== undefined && !isSettled) return demandedType(found, demanded.value, demanded.source);
  const [method, ...others] = configured;
  if (method === undefined) return ambientType(found, lookedIn, ambient);
  if (others.length > 0) throw severalMethods(found, configured);
  requireSettings(found, method.authType, `The setting ${describeSigns(found, method)}`);
  return method.authType;
};

type Found = FoundSettings['found'];

const isSet = (found: Found, name: SettingName): boolean => found[name] !== undefined;

/** A client id alone says for whom a token of an issuer is exchanged. */
const signsOf = (found: Found, { name, signs }: Method): readonly SettingName[] => {
  const isFederated = isSet(found, 'oidc_token_env') || isSet(found, 'oidc_token_filepath');
  return signs.filter(sign => isSet(found, sign) && !(name === 'oauth' && sign === 'client_id' && isFederated));
};

const isGiven = (found: Found, method: Method): boolean =>
  signsOf(found, method).some(sign => found[sign]?.isOption === true);

const configuredMethods = (found: Found): readonly Method[] => {
  const isAlone = isSet(found, 'client_id') && !isSet(found, 'client_secret');
  const all = methods.filter(method => signsOf(found, method).length > 0 && !(method.name === 'oauth' && isAlone));
  // What the program says itself goes before what happens to be in its environment.
  const given = all.filter(method => isGiven(found, method));
  return given.length > 0 ? given : all;
};

const describeSigns = (found: Found, method: Method): string => {
  const [first] = signsOf(found, method);
  return first === undefined ? method.name : `${first} (${found[first]?.source})`;
};

const severalMethods = (found: Found, several: readonly Method[]): ConfigError => {
  const names = several.map(({ name }) => name).sort();
  const types = several.map(({ authType }) => authType).join(' or ');
  const where = several.map(method => describeSigns(found, method)).join(', ');
  return new ConfigError(
    `more than one authorization method configured: ${names.join(' and ')}. ` +
      `Set auth_type (DATABRICKS_AUTH_TYPE) to ${types}, or take one away: ${where}.`,
  );
};

const isAuthType = (name: string): name is AuthType => authTypes.some(authType => authType === name);

const demandedType = (found: Found, name: string, source: string): AuthType => {
  if (!isAuthType(name)) {
    throw new ConfigError(`auth_type is ${name} (${source}). This client signs in by ${authTypes.join(', ')}.`);
  }
  requireSettings(found, name, `auth_type is ${name} (${source}). That`);
  return name;
};

const requireSettings = (found: Found, authType: AuthType, who: string): void => {
  const missing = needs[authType].filter(name => !isSet(found, name));
  if (missing.length === 0) return;
  const names = missing.map(name => `${name} (${settingOf(name).variable})`).join(' and ');
  throw new ConfigError(`${who} needs ${names} to sign in by ${authType}.`);
};

const ambientType = (found: Found, lookedIn: string, { env, hasCachedLogin }: Ambient): AuthType => {
  if (isSet(found, 'host') && hasCachedLogin()) return 'databricks-cli';
  if (env[defaultTokenVariable]) return 'env-oidc';
  if (env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] && isSet(found, 'client_id')) return 'github-oidc';
  if (isSet(found, 'client_id')) {
    throw new ConfigError(
      `There is a client_id (${found.client_id?.source}) and nothing that goes with it: give client_secret ` +
        `(DATABRICKS_CLIENT_SECRET), or a token of an issuer by ${defaultTokenVariable} or oidc_token_filepath.`,
    );
  }
  throw new ConfigError(
    `No credential for a workspace: give \`token\` or set DATABRICKS_TOKEN, set DATABRICKS_CLIENT_ID and ` +
      `DATABRICKS_CLIENT_SECRET, or name a profile that has one. Looked in ${lookedIn}. ` +
      `This client signs in by ${authTypes.join(', ')}.`,
  );
};
