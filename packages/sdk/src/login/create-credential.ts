import type { FoundLogin } from '../config.ts';
import { ConfigError } from '../errors.ts';
import { userAgent } from '../user-agent.ts';
import { azureServicePrincipal } from './azure.ts';
import { type Credential, fixedToken, hideAll } from './credential.ts';
import { cachedToken } from './databricks-cli.ts';
import { type IdTokenSource, idTokenOfFile, idTokenOfGithub, idTokenOfVariable } from './id-token.ts';
import { oauthEndpoints } from './oauth-endpoints.ts';
import { type AccessToken, RenewedToken } from './renewed-token.ts';
import type { SettingName } from './settings.ts';
import { type Reach, requestToken } from './token-request.ts';

const optional = ({ parts }: FoundLogin, name: SettingName): string | undefined =>
  parts.find(part => part.name === name)?.value;

const required = (login: FoundLogin, name: SettingName): string => {
  const value = optional(login, name);
  if (value === undefined) throw new ConfigError(`Sign-in by ${login.authType} needs ${name}.`);
  return value;
};

/** A credential that is one token, which is renewed. */
const bearer = (fetchToken: () => Promise<AccessToken>, secrets: readonly string[] = []): Credential => {
  const token = new RenewedToken(fetchToken);
  return {
    headers: async () => ({ authorization: `Bearer ${(await token.get()).value}` }),
    token: () => token.get(),
    renew: refused => {
      token.forget(refused?.slice('Bearer '.length) ?? '');
      return true;
    },
    hide: text => hideAll(text, [token.last, ...secrets]),
  };
};

const machineToMachine = (reach: Reach, login: FoundLogin): Credential => {
  const [clientId, clientSecret] = [required(login, 'client_id'), required(login, 'client_secret')];
  // RFC 6749 §2.3.1: each half is encoded as in a form.
  const pair = `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`;
  return bearer(async () => {
    const { tokenEndpoint } = await oauthEndpoints(reach, login.host);
    return requestToken(reach, {
      url: tokenEndpoint,
      method: 'POST',
      form: { grant_type: 'client_credentials', scope: 'all-apis' },
      headers: { authorization: `Basic ${btoa(pair)}` },
      secrets: [clientSecret, btoa(pair)],
    });
  }, [clientSecret]);
};

/** RFC 8693: a token of an issuer that the workspace trusts, for one of the workspace. */
const exchanged = (reach: Reach, login: FoundLogin, source: IdTokenSource): Credential =>
  bearer(async () => {
    const { tokenEndpoint } = await oauthEndpoints(reach, login.host);
    const idToken = await source(reach, optional(login, 'token_audience') ?? tokenEndpoint);
    return requestToken(reach, {
      url: tokenEndpoint,
      method: 'POST',
      form: {
        grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
        subject_token: idToken,
        subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
        scope: 'all-apis',
        client_id: optional(login, 'client_id'),
      },
      secrets: [idToken],
    });
  });

/**
 * What signs a client's calls. Nothing is sent before the first of them.
 *
 * @throws {ConfigError} when a setting of the login cannot be used
 */
export const createCredential = (reach: Reach, login: FoundLogin): Credential => {
  const { authType, host, env } = login;
  switch (authType) {
    case 'pat':
      return fixedToken(required(login, 'token'));
    case 'oauth-m2m':
      return machineToMachine(reach, login);
    case 'databricks-cli':
      return bearer(() => cachedToken(reach, host, env));
    case 'env-oidc':
      return exchanged(reach, login, idTokenOfVariable(env, optional(login, 'oidc_token_env')));
    case 'file-oidc':
      return exchanged(reach, login, idTokenOfFile(required(login, 'oidc_token_filepath')));
    case 'github-oidc':
      return exchanged(reach, login, idTokenOfGithub(env));
    case 'azure-client-secret':
      return azureServicePrincipal(reach, {
        host,
        clientId: required(login, 'azure_client_id'),
        clientSecret: required(login, 'azure_client_secret'),
        tenantId: optional(login, 'azure_tenant_id'),
        resourceId: optional(login, 'azure_workspace_resource_id'),
        environment: optional(login, 'azure_environment'),
      });
  }
};

/** How a token is fetched. */
export interface TokenOptions {
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** How long an answer may take, in milliseconds; 60 000 when absent. */
  readonly timeout?: number | undefined;
}

/**
 * Gets the token that a login signs calls with, for programs that make calls of their own.
 *
 * @throws as the calls of a client do when signing in fails
 */
export const getToken = (login: FoundLogin, { fetch, timeout }: TokenOptions = {}): Promise<AccessToken> => {
  const { authType } = login;
  const reach = {
    fetch: fetch ?? globalThis.fetch,
    timeout: timeout ?? 60_000,
    userAgent: userAgent(undefined),
    authType,
  };
  return createCredential(reach, login).token();
};
