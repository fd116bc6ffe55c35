import { ConfigError, LoginError } from '../errors.ts';
import { type Credential, hideAll } from './credential.ts';
import { RenewedToken } from './renewed-token.ts';
import { type Reach, requestToken } from './token-request.ts';

/** Databricks, as every Entra tenant knows it. */
const databricksApplication = '2ff814a6-3304-4ab8-85cb-cd0e6f879c1d';

interface AzureCloud {
  readonly authority: string;
  /** Azure Resource Manager, as what tokens are for. */
  readonly management: string;
}

const clouds: Readonly<Record<string, AzureCloud>> = {
  PUBLIC: { authority: 'https://login.microsoftonline.com', management: 'https://management.core.windows.net/' },
  USGOVERNMENT: {
    authority: 'https://login.microsoftonline.us',
    management: 'https://management.core.usgovcloudapi.net/',
  },
  CHINA: { authority: 'https://login.chinacloudapi.cn', management: 'https://management.core.chinacloudapi.cn/' },
};

/** A service principal of Entra and the workspace that it signs in to. */
export interface AzureServicePrincipal {
  /** The workspace's origin. */
  readonly host: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Undefined: the workspace is asked. */
  readonly tenantId: string | undefined;
  readonly resourceId: string | undefined;
  /** `public`, `usgovernment`, `china`, or in the older form `AzurePublicCloud`. */
  readonly environment: string | undefined;
}

/** @throws {ConfigError} for a cloud that there is not */
const cloudOf = (environment = 'PUBLIC'): AzureCloud => {
  const name = environment
    .toUpperCase()
    .replace(/^AZURE/, '')
    .replace(/CLOUD$/, '');
  const cloud = Object.hasOwn(clouds, name) ? clouds[name] : undefined;
  if (cloud !== undefined) return cloud;
  throw new ConfigError(`azure_environment is "${environment}"; it must be public, usgovernment or china.`);
};

/** The tenant stands in the address that the workspace sends people to for signing in. */
const askForTenant = async ({ fetch, timeout }: Reach, host: string): Promise<string> => {
  const signal = AbortSignal.timeout(timeout);
  const response = await fetch(`${host}/aad/auth`, { redirect: 'manual', signal }).catch((): undefined => undefined);
  const location = URL.parse(response?.headers.get('location') ?? '', host);
  const tenant = location?.pathname.split('/')[1];
  if (tenant !== undefined && /^[\w.-]+$/.test(tenant) && location?.origin !== host) return tenant;
  throw new LoginError(`${host} does not tell its Entra tenant. Give azure_tenant_id (ARM_TENANT_ID).`);
};

/**
 * Signs in as a service principal of Entra. With a resource id, a token for Azure Resource Manager goes along: by it a
 * workspace admits a principal that it does not know yet.
 *
 * @throws {ConfigError} for a cloud that there is not
 */
export const azureServicePrincipal = (reach: Reach, principal: AzureServicePrincipal): Credential => {
  const { host, clientId, clientSecret, resourceId } = principal;
  const cloud = cloudOf(principal.environment);
  let tenant = principal.tenantId;
  const tokenFor = (resource: string) =>
    new RenewedToken(async () => {
      tenant ??= await askForTenant(reach, host);
      return requestToken(reach, {
        url: `${cloud.authority}/${encodeURIComponent(tenant)}/oauth2/token`,
        method: 'POST',
        form: { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret, resource },
        secrets: [clientSecret],
      });
    });
  const [access, management] = [tokenFor(databricksApplication), tokenFor(cloud.management)];
  return {
    headers: async () => {
      const authorization = `Bearer ${(await access.get()).value}`;
      if (resourceId === undefined) return { authorization };
      return {
        authorization,
        'x-databricks-azure-workspace-resource-id': resourceId,
        'x-databricks-azure-sp-management-token': (await management.get()).value,
      };
    },
    token: () => access.get(),
    renew: refused => {
      access.forget(refused?.slice('Bearer '.length) ?? '');
      return true;
    },
    hide: text => hideAll(text, [access.last, management.last, clientSecret]),
  };
};
