import { stamps } from '../catalog/stamps.ts';
import type { Queries } from '../database/database.ts';
import type { Workspace } from '../workspace.ts';
import { describeToken, liveTokens, liveTokensOf } from './recipient-tokens.ts';
import type { Recipient, RecipientToken } from './store.ts';

const addressesOf = (recipient: Recipient): string[] | undefined =>
  recipient.allowed_ip_addresses === null ? undefined : (JSON.parse(recipient.allowed_ip_addresses) as string[]);

const describe = (workspace: Workspace, recipient: Recipient, live: readonly RecipientToken[]) => {
  const tokens = live.map(token => describeToken(workspace, token));
  const link = tokens.find(token => token.activation_url !== undefined)?.activation_url;
  const addresses = addressesOf(recipient);
  const properties = JSON.parse(recipient.properties) as Record<string, string>;
  return {
    id: recipient.id,
    name: recipient.name,
    authentication_type: recipient.authentication_type,
    activated: recipient.activated === 1,
    ...(link === undefined ? {} : { activation_url: link }),
    tokens,
    ...(addresses === undefined ? {} : { ip_access_list: { allowed_ip_addresses: addresses } }),
    properties_kvpairs: { properties: { ...properties, 'databricks.name': recipient.name } },
    ...(recipient.expires_at === null ? {} : { expiration_time: recipient.expires_at }),
    ...stamps(recipient),
  };
};

/** Recipients as administrators see them. `activation_url` repeats the link of the token that waits for its download. */
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
