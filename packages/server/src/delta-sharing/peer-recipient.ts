import { prepared } from '../database/prepared.ts';
import type { RecipientCaller } from '../http/context.ts';
import { RefusedToken } from '../identity/issuers/refused-token.ts';
import { verifyToken } from '../identity/issuers/verify-token.ts';
import { issuerKeys } from '../sharing/issuer-keys.ts';
import { configuredPeers, ownPeer } from '../sharing/peers.ts';
import type { Workspace } from '../workspace.ts';

const recipientByMetastore = prepared((database, { identifier }: { readonly identifier: string }) =>
  database.read.selectFrom('recipients').select(['id', 'name']).where('sharing_identifier', '=', identifier),
);

/**
 * The recipient of type DATABRICKS that a workspace is, by the token that it signs for this one. Only workspaces that the
 * configuration names are believed, each for its own metastore; and this one for its own.
 *
 * @param issuer what the token claims to be of, which is not proved by that
 * @throws RefusedToken when the workspace is not known, or nothing is shared with its metastore; IssuerError when it cannot
 * be asked for its keys
 */
export const peerRecipient = async (
  workspace: Workspace,
  { token, issuer }: { readonly token: string; readonly issuer: string },
): Promise<RecipientCaller> => {
  const own = await ownPeer(workspace);
  const peer = [own, ...configuredPeers(workspace)].find(each => each.issuer === issuer);
  if (peer === undefined) {
    throw new RefusedToken(
      'counts only at the endpoint of its recipient, which the OIDC profile page shows, unless it is of a workspace in the setting peers',
    );
  }
  const claims = await verifyToken({ issuer, keys: issuerKeys(workspace, issuer) }, token, {
    audiences: [own.endpoint],
    now: workspace.now(),
  });
  if (claims['sub'] !== peer.identifier) throw new RefusedToken('is of another metastore than the setting peers says');
  const { database } = workspace;
  const [recipient] = await database.execute(recipientByMetastore(database, { identifier: peer.identifier }));
  if (recipient === undefined) throw new RefusedToken('is of a metastore that is no recipient here');
  return { kind: 'recipient', id: recipient.id, name: recipient.name, allowedAddresses: [] };
};
