import { parseConfigFile, readConfigText } from './config-file.ts';
import { ConfigError } from './errors.ts';

/** Which workspace to use, and as whom. What is absent comes from the environment, then from a configuration profile. */
export interface LoginOptions {
  /** The workspace's URL; `https://` when it names no scheme. `DATABRICKS_HOST` when absent. */
  readonly host?: string | undefined;
  /** A personal access token. `DATABRICKS_TOKEN` when absent. */
  readonly token?: string | undefined;
  /**
   * The profile of the configuration file. When absent: `DATABRICKS_CONFIG_PROFILE`, else the file's own
   * `default_profile` under `[__settings__]`, else `DEFAULT`.
   */
  readonly profile?: string | undefined;
  /** The configuration file. `DATABRICKS_CONFIG_FILE` when absent, else `~/.databrickscfg`. */
  readonly configFile?: string | undefined;
  /** What is looked at in place of `process.env`. */
  readonly env?: Environment | undefined;
}

/** A workspace and a credential for it. */
export interface Login {
  /** The origin: scheme, host and port, without a slash at the end. */
  readonly host: string;
  readonly token: string;
}

/** A login, and where each part of it was found, for people: `DATABRICKS_HOST`, `profile "DEFAULT" of ~/.databrickscfg`. */
export interface FoundLogin extends Login {
  readonly hostSource: string;
  readonly tokenSource: string;
}

/** Environment variables by their names. */
export type Environment = Readonly<Record<string, string | undefined>>;

const hostVariable = 'DATABRICKS_HOST';
const tokenVariable = 'DATABRICKS_TOKEN';

/** With one of these the official clients take the login from the environment and leave the file alone. */
const authVariables = [
  'DATABRICKS_CLIENT_ID',
  'DATABRICKS_CLIENT_SECRET',
  'DATABRICKS_USERNAME',
  'DATABRICKS_PASSWORD',
  'DATABRICKS_AZURE_RESOURCE_ID',
  'ARM_CLIENT_ID',
  'ARM_CLIENT_SECRET',
  'ARM_TENANT_ID',
  'ARM_USE_MSI',
  'GOOGLE_CREDENTIALS',
  'DATABRICKS_GOOGLE_SERVICE_ACCOUNT',
];

/**
 * Finds host and token in the order of the official clients: what is given, then the environment, then the profile of
 * the configuration file. The file is left alone when a host or a credential is known already and no profile is named.
 *
 * @throws {ConfigError} that says what is missing and where it was looked for
 */
export const resolveLogin = (options: LoginOptions): FoundLogin => {
  const env = options.env ?? globalThis.process?.env ?? {};
  const given = [
    options.host,
    options.token,
    ...[hostVariable, tokenVariable, ...authVariables].map(name => env[name]),
  ];
  const profile = options.profile || env['DATABRICKS_CONFIG_PROFILE'] || undefined;
  const file = given.some(Boolean) && profile === undefined ? fileLeftAlone : readProfile(options, env, profile);
  const host = firstOf([
    [options.host, 'the option host'],
    [env[hostVariable], hostVariable],
    [file.host, file.source],
  ]);
  const token = firstOf([
    [options.token, 'the option token'],
    [env[tokenVariable], tokenVariable],
    [file.token, file.source],
  ]);
  if (host === undefined) throw missing('host', hostVariable, file.source);
  if (token === undefined) throw missing('token', tokenVariable, file.source);
  return {
    host: parseHost(host.value),
    token: checkToken(token.value),
    hostSource: host.source,
    tokenSource: token.source,
  };
};

type Candidate = readonly [value: string | undefined, source: string];

const firstOf = (candidates: readonly Candidate[]): { readonly value: string; readonly source: string } | undefined => {
  for (const [value, source] of candidates) if (value) return { value, source };
  return undefined;
};

interface FoundProfile {
  readonly host?: string | undefined;
  readonly token?: string | undefined;
  /** Where it was looked for, for errors. */
  readonly source: string;
}

const fileLeftAlone: FoundProfile = {
  source: 'the configuration file, which is not read when a host or a credential is set and no profile is named',
};

const readProfile = (options: LoginOptions, env: Environment, named: string | undefined): FoundProfile => {
  const { path, text } = readText(options.configFile || env['DATABRICKS_CONFIG_FILE'] || undefined);
  if (text === undefined) {
    if (named !== undefined) throw new ConfigError(`Profile "${named}" was asked for, and there is no file ${path}.`);
    return { source: `${path}, which does not exist` };
  }
  const sections = parseConfigFile(text, path);
  const name = named ?? (sections.get('__settings__')?.get('default_profile') || 'DEFAULT');
  const section = sections.get(name);
  if (section === undefined && named !== undefined) {
    const others = [...sections.keys()].filter(other => other !== '__settings__').join(', ') || 'none';
    throw new ConfigError(`${path} has no profile "${named}". Its profiles: ${others}.`);
  }
  return { host: section?.get('host'), token: section?.get('token'), source: `profile "${name}" of ${path}` };
};

const readText = (configFile: string | undefined): ReturnType<typeof readConfigText> => {
  try {
    return readConfigText(configFile);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'unknown reason';
    throw new ConfigError(`The configuration file cannot be read: ${reason}`, { cause });
  }
};

const missing = (what: string, variable: string, source: string): ConfigError =>
  new ConfigError(
    `No ${what} of a workspace: give \`${what}\`, set ${variable}, or name a profile that has one. ` +
      `Looked in ${source}. This client signs in by token only.`,
  );

/**
 * The origin of a workspace's URL. A path, a query (`?o=`) or a fragment is left out, as the official clients do.
 *
 * @throws {ConfigError} when it is no http or https URL, or holds a user name or password
 */
export const parseHost = (host: string): string => {
  const trimmed = host.trim();
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`);
  if (url === null) throw new ConfigError('The host is not a URL. Give it as https://my-workspace.example.com.');
  if (url.username !== '' || url.password !== '') {
    throw new ConfigError('The host holds a user name or password. Give the URL alone, and the token as `token`.');
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new ConfigError(`The host must be an https or http URL, not ${url.protocol}//.`);
  }
  return url.origin;
};

/** A token travels in a header; one that cannot would show up in the error that refuses it. */
const checkToken = (token: string): string => {
  const trimmed = token.trim();
  if (/^[\x21-\x7e]+$/.test(trimmed)) return trimmed;
  throw new ConfigError('The token holds a space, a control character or a letter beyond ASCII. Copy it again.');
};
