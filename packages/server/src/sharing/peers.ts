import { SignJWT } from 'jose';
import { getMetastore, globalMetastoreId } from '../catalog/store.ts';
import { issuerOf } from '../identity/oauth/access-tokens.ts';
import { currentTokenKey, signingAlgorithm } from '../identity/oauth/token-keys.ts';
import type { Workspace } from '../workspace.ts';
import { parseSharingIdentifier } from './sharing-identifier.ts';

/** How long the token of a workspace for another one is good, in seconds: as long as the requests of one question take. */
const tokenSeconds = 300;

/** A workspace that shares with this one by metastore, or this one with it. */
export interface Peer {
  /** Its sharing identifier, in lower case. */
  readonly identifier: string;
  /** Its sharing server. */
  readonly endpoint: string;
  /** Who issues its tokens. */
  readonly issuer: string;
  /** The name that its provider has here, unless that is taken. */
  readonly name: string;
}

const withoutSlash = (url: string): string => url.replace(/\/+$/, '');

/** Where a workspace answers the sharing protocol: what a token for it is made out to. */
const endpointOf = (url: string): string => `${withoutSlash(url)}/delta-sharing`;

/** This workspace, as its peers know it. */
export const ownPeer = async (workspace: Pick<Workspace, 'database' | 'publicUrl'>): Promise<Peer> => {
  const metastore = await getMetastore(workspace.database.read);
  return {
    identifier: globalMetastoreId(metastore),
    endpoint: endpointOf(workspace.publicUrl()),
    issuer: issuerOf(workspace),
    name: metastore.organization_name ?? metastore.id,
  };
};

/** The other workspaces that the configuration names. */
export const configuredPeers = ({ config }: Pick<Workspace, 'config'>): readonly Peer[] =>
  config.peers.map(({ url, metastore_id, name }) => ({
    identifier: metastore_id.toLowerCase(),
    endpoint: endpointOf(url),
    issuer: issuerOf({ publicUrl: () => withoutSlash(url) }),
    name: name ?? parseSharingIdentifier(metastore_id)?.metastoreId ?? metastore_id,
  }));

/**
 * Proves to another workspace which metastore asks. It is signed as access tokens are, but made out to the other one's
 * endpoint: nobody takes one for the other.
 *
 * @param endpoint the sharing server that it is for
 */
export const signPeerToken = async (
  workspace: Pick<Workspace, 'database' | 'sealer' | 'publicUrl' | 'now' | 'newId'>,
  endpoint: string,
): Promise<string> => {
  const { identifier, issuer } = await ownPeer(workspace);
  const { id, key } = await currentTokenKey(workspace);
  const issuedAt = Math.floor(workspace.now() / 1000);
  return new SignJWT({})
    .setProtectedHeader({ alg: signingAlgorithm, kid: id, typ: 'JWT' })
    .setIssuer(issuer)
    .setSubject(identifier)
    .setAudience(endpoint)
    .setJti(workspace.newId())
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + tokenSeconds)
    .sign(key);
};
