import { stamps } from '../catalog/stamps.ts';
import type { Queries } from '../database/database.ts';
import type { Workspace } from '../workspace.ts';
import { portalUrl } from './oidc-portal-link.ts';
import { describeToken, liveTokens, liveTokensOf } from './recipient-tokens.ts';
import { describeSharingIdentifier } from './sharing-identifier.ts';
import type { Recipient, RecipientToken } from './store.ts';

const addressesOf = (recipient: Recipient): string[] | undefined =>
  recipient.allowed_ip_addresses === null ? undefined : (JSON.parse(recipient.allowed_ip_addresses) as string[]);

/** The properties that the workspace sets. */
const ownProperties = ({ name, sharing_identifier }: Recipient): Readonly<Record<string, string>> => {
  const { metastore_id: metastore } = describeSharingIdentifier(sharing_identifier);
  return { 'databricks.name': name, ...(metastore === undefined ? {} : { 'databricks.metastoreId': metastore }) };
};

/** All properties of a recipient, those that the workspace sets among them. */
export const propertiesOf = (recipient: Recipient): Readonly<Record<string, string>> => ({
  ...(JSON.parse(recipient.properties) as Record<string, string>),
  ...ownProperties(recipient),
});

const describe = (workspace: Workspace, recipient: Recipient, live: readonly RecipientToken[]) => {
  const tokens = live.map(token => describeToken(workspace, token));
  const link =
    recipient.authentication_type === 'OIDC_FEDERATION'
      ? portalUrl(workspace, recipient.id)
      : tokens.find(token => token.activation_url !== undefined)?.activation_url;
  const addresses = addressesOf(recipient);
  return {
    id: recipient.id,
    name: recipient.name,
    authentication_type: recipient.authentication_type,
    activated: recipient.activated === 1,
    ...(link === undefined ? {} : { activation_url: link }),
    ...(recipient.authentication_type === 'TOKEN' ? { tokens } : {}),
    ...(recipient.sharing_identifier === null
      ? {}
      : { data_recipient_global_metastore_id: recipient.sharing_identifier }),
    ...describeSharingIdentifier(recipient.sharing_identifier),
    ...(addresses === undefined ? {} : { ip_access_list: { allowed_ip_addresses: addresses } }),
    properties_kvpairs: { properties: propertiesOf(recipient) },
    ...(recipient.expires_at === null ? {} : { expiration_time: recipient.expires_at }),
    ...stamps(recipient),
  };
};

/**
 * Recipients as administrators see them. `activation_url` repeats the link of the token that waits for its download; of
 * type OIDC_FEDERATION it is the page with the recipient's endpoint and profile files.
 */
export const describeRecipients = async (workspace: Workspace, queries: Queries, recipients: readonly Recipient[]) => {
  const tokens = await liveTokens(
    workspace,
    queries,
    recipients.map(recipient => recipient.id),
  );
  return recipients.map(recipient => describe(workspace, recipient, tokens.get(recipient.id) ?? []));
};

/** One recipient as administrators see it. */
export const describeRecipient = async (workspace: Workspace, recipient: Recipient) =>
  describe(workspace, recipient, await liveTokensOf(workspace.database, recipient.id));
