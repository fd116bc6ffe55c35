import { ConfigError } from './errors.ts';
import { type AuthType, chooseMethod, settingsOf } from './login/choose-method.ts';
import { cachedLogin } from './login/cli-token-cache.ts';
import { findSettings } from './login/find-settings.ts';
import { type Environment, type SettingName, settingOf } from './login/settings.ts';

/** Which workspace to use, and as whom. What is absent comes from the environment, then from a configuration profile. */
export interface LoginOptions {
  /** The workspace's URL; `https://` when it names no scheme. `DATABRICKS_HOST` when absent. */
  readonly host?: string | undefined;
  /** How to sign in, where more than one way is configured. `DATABRICKS_AUTH_TYPE` when absent. */
  readonly authType?: AuthType | undefined;
  /** A personal access token. `DATABRICKS_TOKEN` when absent. */
  readonly token?: string | undefined;
  /** The application id of a service principal. `DATABRICKS_CLIENT_ID` when absent. */
  readonly clientId?: string | undefined;
  /** Its OAuth secret. `DATABRICKS_CLIENT_SECRET` when absent. */
  readonly clientSecret?: string | undefined;
  /** The environment variable that holds a token of an issuer. `DATABRICKS_OIDC_TOKEN_ENV`, else `DATABRICKS_OIDC_TOKEN`. */
  readonly oidcTokenEnv?: string | undefined;
  /** The file that holds one. `DATABRICKS_OIDC_TOKEN_FILEPATH` when absent. */
  readonly oidcTokenFilepath?: string | undefined;
  /** Audience of tokens that are asked of GitHub. `DATABRICKS_TOKEN_AUDIENCE`, else the workspace's token endpoint. */
  readonly tokenAudience?: string | undefined;
  /** The workspace in Azure. With it, a token for Azure Resource Manager is sent along. `DATABRICKS_AZURE_RESOURCE_ID`. */
  readonly azureWorkspaceResourceId?: string | undefined;
  /** The Entra tenant. `ARM_TENANT_ID` when absent, else what the workspace says. */
  readonly azureTenantId?: string | undefined;
  /** A service principal of Entra. `ARM_CLIENT_ID` when absent. */
  readonly azureClientId?: string | undefined;
  /** Its secret. `ARM_CLIENT_SECRET` when absent. */
  readonly azureClientSecret?: string | undefined;
  /** `public`, `usgovernment` or `china`. `ARM_ENVIRONMENT` when absent, else `public`. */
  readonly azureEnvironment?: string | undefined;
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

/** One thing that a login is made of. */
export interface LoginPart {
  /** The key that it has in a profile: `token`, `client_id`. */
  readonly name: SettingName;
  readonly value: string;
  /** Where it was found, for people: `DATABRICKS_TOKEN`, `profile "DEFAULT" of ~/.databrickscfg`. */
  readonly source: string;
  /** Whether the value must not be shown. */
  readonly isSecret: boolean;
}

/** A workspace, and how the client signs in to it. */
export interface FoundLogin {
  /** The origin: scheme, host and port, without a slash at the end. */
  readonly host: string;
  readonly hostSource: string;
  readonly authType: AuthType;
  /** What the way to sign in needs and was found. */
  readonly parts: readonly LoginPart[];
  /** The environment that was looked at, and is looked at again for tokens of issuers. */
  readonly env: Environment;
}

/**
 * Finds out which workspace is meant and how to sign in, in the order of the official clients: what is given, then the
 * environment, then the profile of the configuration file. The file is left alone when a host or a credential is known
 * already and no profile is named. Nothing is sent.
 *
 * @throws {ConfigError} that says what is missing and where it was looked for, or what is configured twice
 */
export const resolveLogin = (options: LoginOptions): FoundLogin => {
  const { env: given, profile, configFile, ...rest } = options;
  const env = given ?? globalThis.process?.env ?? {};
  const everything = findSettings({ options: { ...rest }, env, profile, configFile });
  const { found, lookedIn } = everything;
  if (found.host === undefined) {
    throw new ConfigError(
      'No host of a workspace: give `host`, set DATABRICKS_HOST, or name a profile that has one. ' +
        `Looked in ${lookedIn}.`,
    );
  }
  const host = parseHost(found.host.value);
  const authType = chooseMethod(everything, { env, hasCachedLogin: () => cachedLogin(host, env) !== undefined });
  const parts = settingsOf(authType).flatMap((name): LoginPart[] => {
    const setting = found[name];
    if (setting === undefined) return [];
    const isSecret = settingOf(name).isSecret === true;
    const value = isSecret ? checkSecret(name, setting.value) : setting.value.trim();
    return [{ name, value, source: setting.source, isSecret }];
  });
  return { host, hostSource: found.host.source, authType, parts, env };
};

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
const checkSecret = (name: SettingName, value: string): string => {
  const trimmed = value.trim();
  if (/^[\x21-\x7e]+$/.test(trimmed)) return trimmed;
  const what = name === 'token' ? 'token' : name;
  throw new ConfigError(`The ${what} holds a space, a control character or a letter beyond ASCII. Copy it again.`);
};
