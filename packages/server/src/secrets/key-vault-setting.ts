import { type Static, Type } from 'typebox';

/** The setting of one Azure key vault. */
export const KeyVaultSetting = Type.Object(
  {
    dns_name: Type.String({ description: 'Address of the vault: `https://name.vault.azure.net/`.' }),
    tenant_id: Type.String({ description: 'Tenant of the identity that reads the vault.' }),
    client_id: Type.String({ description: 'Application id of that identity. It needs Get and List on secrets.' }),
    client_secret: Type.String({
      description: 'Its client secret. A name in `$` and braces is taken from the environment.',
    }),
    authority: Type.Optional(
      Type.String({
        description: 'Who issues its tokens. Default: Microsoft Entra ID of the cloud that the vault is in.',
      }),
    ),
  },
  { description: 'How to read one key vault.', additionalProperties: false },
);

/** A key vault of the configuration, with the credential for it. */
export type KeyVaultSetting = Static<typeof KeyVaultSetting>;
