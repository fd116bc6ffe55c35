import { translateAzureError } from './azure-errors.ts';
import type { AzureKey } from './azure-key.ts';
import { sasSigner } from './azure-sas.ts';
import { type AzureSettings, accountUrl } from './azure-settings.ts';
import { StorageError } from './errors.ts';
import { type AzureLocation, formatLocation } from './location.ts';
import type { Vending } from './object-store.ts';
import type { VendedOperation } from './temporary-credentials.ts';

const permissions = { READ: 'rl', READ_WRITE: 'racwdl' } as const satisfies Record<VendedOperation, string>;

/**
 * How shared access signatures are given away for a table's directory. There are such only where the account has
 * directories (a hierarchical namespace); a table that fills its container can do without.
 * Rule: https://learn.microsoft.com/rest/api/storageservices/create-service-sas#specify-the-directory-depth
 */
export const azureVending = (at: AzureLocation, settings: AzureSettings, key: AzureKey): Vending => {
  const { container, prefix } = at;
  const canVend = prefix === '' || settings.hierarchical_namespace === true;
  return {
    canVend,
    vend: async ({ operation, seconds }) => {
      const location = formatLocation(at);
      if (!canVend) {
        const advice =
          'Set hierarchical_namespace to true in its storage credential or its entry of the setting azure_storage if the account has one.';
        throw new StorageError('CANNOT_VEND', `There are no credentials for ${location} alone. ${advice}`);
      }
      // Signatures count whole seconds.
      const expiresAt = Math.floor(Date.now() / 1000 + seconds) * 1000;
      const url = accountUrl(at, settings);
      const sign = async () =>
        sasSigner(await key.lasting(expiresAt), {
          container,
          resource: prefix === '' ? 'container' : 'directory',
          permission: permissions[operation],
          expiresAt,
          isHttpsOnly: url.startsWith('https:'),
        })(prefix);
      const sasToken = await sign().catch(error => {
        throw translateAzureError(error, { url: `${url}/${container}`, location });
      });
      return { kind: 'azure', sasToken, expiresAt };
    },
  };
};
