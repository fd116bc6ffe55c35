import { ConfigError } from '../config.ts';
import { ApiError } from '../http/api-error.ts';
import { KeyVault } from './key-vault.ts';
import type { KeyVaultSetting } from './key-vault-setting.ts';
import type { Scope } from './scope-access.ts';
import { isVaultHost } from './vault-token.ts';

/** The key vaults of the configuration. */
export interface KeyVaults {
  /**
   * Checks what a scope is to be backed by.
   *
   * @returns both as they are kept
   * @throws ApiError INVALID_PARAMETER_VALUE, or BAD_REQUEST for a vault that the configuration does not have
   */
  readonly check: (resourceId: string, dnsName: string) => { readonly resourceId: string; readonly dnsName: string };
  /** The vault behind a scope. Throws ApiError BAD_REQUEST when the configuration does not have it any more. */
  readonly ofScope: (scope: Pick<Scope, 'name' | 'vault_dns_name'>) => KeyVault;
}

const resourcePattern =
  /^\/subscriptions\/[^/\s]+\/resourceGroups\/[^/\s]+\/providers\/Microsoft\.KeyVault\/(?:vaults|managedHSMs)\/[^/\s]+$/i;

const loopback = ['127.0.0.1', '[::1]', 'localhost'];

/** The origin of a URL that names a server and nothing on it; undefined for anything else. */
const originOf = (text: string): string | undefined => {
  const url = URL.parse(text);
  const isBare =
    url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.href === `${url.origin}/`;
  return isBare ? url.origin : undefined;
};

/** The setting decides which servers the workspace talks to with a credential: they have to be safe ones. */
const configuredOrigin = (dnsName: string): string => {
  const origin = originOf(dnsName);
  const isSafe = origin !== undefined && (origin.startsWith('https:') || loopback.includes(new URL(origin).hostname));
  if (isSafe) return origin;
  throw new ConfigError(
    `Setting key_vaults: dns_name must be the https address of a vault, such as https://name.vault.azure.net/, not '${dnsName}'.`,
  );
};

const checkAuthority = (authority: string): void => {
  const url = URL.parse(authority);
  if (url !== null && (url.protocol === 'https:' || (url.protocol === 'http:' && loopback.includes(url.hostname))))
    return;
  throw new ConfigError('Setting key_vaults: authority must be an https address.');
};

const notConfigured = (origin: string): ApiError =>
  new ApiError(
    'BAD_REQUEST',
    `Scope with Azure KeyVault must have userAADToken defined! This workspace reads key vaults with credentials of its own: name ${origin} in setting key_vaults.`,
  );

/**
 * Makes the vaults of the configuration ready; none is called before it is needed.
 *
 * @throws ConfigError naming the setting that is wrong
 */
export const openKeyVaults = (settings: readonly KeyVaultSetting[]): KeyVaults => {
  const vaults = new Map<string, KeyVault>();
  for (const vault of settings) {
    const origin = configuredOrigin(vault.dns_name);
    if (vault.authority !== undefined) checkAuthority(vault.authority);
    vaults.set(origin, new KeyVault(origin, vault));
  }
  return {
    check: (resourceId, dnsName) => {
      if (!resourcePattern.test(resourceId)) {
        throw new ApiError(
          'INVALID_PARAMETER_VALUE',
          "Field 'backend_azure_keyvault.resource_id' must be /subscriptions/…/resourceGroups/…/providers/Microsoft.KeyVault/vaults/….",
        );
      }
      const origin = originOf(dnsName);
      if (origin !== undefined && vaults.has(origin)) return { resourceId, dnsName: `${origin}/` };
      if (origin?.startsWith('https:') && isVaultHost(new URL(origin).hostname)) throw notConfigured(origin);
      throw new ApiError(
        'INVALID_PARAMETER_VALUE',
        "Field 'backend_azure_keyvault.dns_name' must be the address of a key vault: https://name.vault.azure.net/.",
      );
    },
    ofScope: ({ name, vault_dns_name }) => {
      const vault = vaults.get(originOf(vault_dns_name ?? '') ?? '');
      if (vault !== undefined) return vault;
      throw new ApiError(
        'BAD_REQUEST',
        `The key vault of scope ${name} is not in the configuration any more: name ${vault_dns_name} in setting key_vaults.`,
      );
    },
  };
};
