import { systemEntry } from '../audit/system-entry.ts';
import { getMetastore } from '../catalog/store.ts';
import type { Queries } from '../database/database.ts';
import { ApiError } from '../http/api-error.ts';
import type { Job } from '../scheduler/scheduler.ts';
import type { Workspace } from '../workspace.ts';
import { configuredPeers, type Peer } from './peers.ts';
import type { Asking } from './provider-client.ts';
import { remoteShares } from './remote-shares.ts';
import { parseSharingIdentifier } from './sharing-identifier.ts';
import type { Provider } from './store.ts';

type Parts = Pick<Workspace, 'newId' | 'now'>;

const isTaken = async (queries: Queries, name: string): Promise<boolean> =>
  (await queries.selectFrom('providers').select('id').where('name_key', '=', name.toLowerCase()).executeTakeFirst()) !==
  undefined;

/** The provider that a peer is here. It belongs to whoever owns the metastore, for nobody made it. */
const toProvider = async ({ newId, now }: Parts, queries: Queries, peer: Peer): Promise<Provider> => {
  const { owner } = await getMetastore(queries);
  const by = { created_at: now(), created_by: owner, updated_at: now(), updated_by: owner };
  return {
    ...{ id: newId(), name: peer.name, name_key: peer.name.toLowerCase(), owner, comment: null, ...by },
    ...{ authentication_type: 'DATABRICKS', endpoint: peer.endpoint, sharing_identifier: peer.identifier },
    ...{ share_credentials_version: null, profile_sealed: null },
  };
};

/**
 * Makes the provider of a peer, unless it is there. When another provider has its name, it gets that of its metastore.
 *
 * @returns its name; undefined when it was there
 */
export const addPeerProvider = async (parts: Parts, transaction: Queries, peer: Peer): Promise<string | undefined> => {
  const known = await transaction
    .selectFrom('providers')
    .select('id')
    .where('sharing_identifier', '=', peer.identifier)
    .executeTakeFirst();
  if (known !== undefined) return undefined;
  const metastoreId = parseSharingIdentifier(peer.identifier)?.metastoreId ?? peer.identifier;
  const name = (await isTaken(transaction, peer.name)) ? metastoreId : peer.name;
  await transaction
    .insertInto('providers')
    .values(await toProvider(parts, transaction, { ...peer, name }))
    .execute();
  return name;
};

/** What the job needs of the workspace. */
type Looking = Asking & Pick<Workspace, 'audit' | 'config'>;

/** Whether a peer shares with this metastore: then it knows it as a recipient. */
const sharesWithUs = async (workspace: Looking, peer: Peer): Promise<boolean> => {
  try {
    await remoteShares(workspace, await toProvider(workspace, workspace.database.read, peer));
    return true;
  } catch (error) {
    // It is away, or has not made us a recipient: neither is news.
    if (error instanceof ApiError) return false;
    throw error;
  }
};

const add = async (workspace: Looking, peer: Peer): Promise<void> => {
  let name: string | undefined;
  await workspace.audit.trail.write(
    async transaction => {
      name = await addPeerProvider(workspace, transaction, peer);
    },
    () => systemEntry(workspace, 'createProvider', { name: name ?? peer.name, endpoint: peer.endpoint }),
  );
};

const findPeers = async (workspace: Looking): Promise<void> => {
  const peers = configuredPeers(workspace);
  if (peers.length === 0) return;
  const rows = await workspace.database.read.selectFrom('providers').select('sharing_identifier').execute();
  const known = new Set(rows.map(row => row.sharing_identifier));
  for (const peer of peers.filter(({ identifier }) => !known.has(identifier))) {
    if (await sharesWithUs(workspace, peer)) await add(workspace, peer);
  }
};

/** Looks each minute which workspaces of the configuration have begun to share with this one, and makes their providers. */
export const peerProvidersJob = (workspace: Looking): Job => ({
  name: 'peer-providers',
  every: 60_000,
  first: 1_000,
  run: () => findPeers(workspace),
});
