import type { Share, TableEntry, TableMetadata, TableName } from '@boathouse/recipient';
import { ApiError } from '../http/api-error.ts';
import type { Workspace } from '../workspace.ts';
import { type Asking, connectProvider, toProviderError } from './provider-client.ts';
import { recipientClient } from './recipient-client.ts';
import type { Provider } from './store.ts';

/** How long an answer of a provider is good, in milliseconds: new shares and tables show within a minute. */
const freshFor = 60_000;

/** Answers that are kept, at most. */
const mostKept = 1000;

/** Shares, or tables of a share, that are read of a provider at most: an answer without end must not fill the memory. */
const mostItems = 50_000;

interface Kept {
  readonly until: number;
  readonly answer: Promise<unknown>;
}

const kept = new WeakMap<Workspace['database'], Map<string, Kept>>();

/** Asks once for all who ask within a minute. A failure is not kept. */
const once = <Answer>({ database, now }: Asking, key: string, ask: () => Promise<Answer>): Promise<Answer> => {
  const answers = kept.get(database) ?? new Map<string, Kept>();
  kept.set(database, answers);
  const known = answers.get(key);
  // The key names the question, and with it the kind of the answer.
  if (known !== undefined && known.until > now()) return known.answer as Promise<Answer>;
  const answer = ask();
  answers.delete(key);
  answers.set(key, { until: now() + freshFor, answer });
  answer.catch(() => answers.delete(key));
  const [oldest] = answers.size > mostKept ? answers.keys() : [];
  if (oldest !== undefined) answers.delete(oldest);
  return answer;
};

const collect = async <Item>(provider: Provider, items: AsyncIterable<Item>): Promise<readonly Item[]> => {
  const all: Item[] = [];
  for await (const item of items) {
    all.push(item);
    if (all.length > mostItems) {
      throw new ApiError('INVALID_STATE', `Provider '${provider.name}' lists more than ${mostItems} objects.`);
    }
  }
  return all;
};

/** A changed profile is another question: what the old one was shown does not count for it. */
const keyOf = ({ id, profile_sealed }: Provider, ...question: readonly string[]): string =>
  JSON.stringify([id, profile_sealed, ...question]);

/**
 * The shares that a provider offers this workspace, by name: asked of its server, at most once a minute.
 *
 * @throws ApiError INVALID_STATE when the provider cannot be asked or refuses; TEMPORARILY_UNAVAILABLE
 */
export const remoteShares = (workspace: Asking, provider: Provider): Promise<readonly Share[]> =>
  once(workspace, keyOf(provider), async () => {
    try {
      const client = await connectProvider(workspace, provider);
      const shares = await collect(provider, client.listShares());
      return shares.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    } catch (error) {
      throw await toProviderError(provider, error);
    }
  });

/** A share of a provider, with what it holds. */
export interface RemoteShare {
  readonly share: Share;
  readonly tables: readonly TableEntry[];
}

/**
 * One share of a provider with its tables: asked of its server, at most once a minute.
 *
 * @throws ApiError SHARE_DOES_NOT_EXIST; INVALID_STATE, TEMPORARILY_UNAVAILABLE as for all shares
 */
export const remoteShare = (workspace: Asking, provider: Provider, name: string): Promise<RemoteShare> =>
  once(workspace, keyOf(provider, name), async () => {
    try {
      const client = await connectProvider(workspace, provider);
      return { share: await client.getShare(name), tables: await collect(provider, client.listAllTables(name)) };
    } catch (error) {
      const { SharingError } = await recipientClient();
      if (error instanceof SharingError && error.status === 404) {
        throw new ApiError('SHARE_DOES_NOT_EXIST', `Share '${name}' of provider '${provider.name}' does not exist.`);
      }
      throw await toProviderError(provider, error);
    }
  });

/**
 * What a provider says of a table that it shares: asked of its server, at most once a minute.
 *
 * @throws ApiError TABLE_DOES_NOT_EXIST; INVALID_STATE, TEMPORARILY_UNAVAILABLE as for all shares
 */
export const remoteTable = (workspace: Asking, provider: Provider, name: TableName): Promise<TableMetadata> =>
  once(workspace, keyOf(provider, name.share, name.schema, name.table), async () => {
    try {
      return await (await connectProvider(workspace, provider)).table(name).metadata();
    } catch (error) {
      const { SharingError } = await recipientClient();
      if (error instanceof SharingError && error.status === 404) {
        const full = `${name.share}.${name.schema}.${name.table}`;
        throw new ApiError('TABLE_DOES_NOT_EXIST', `Table '${full}' of provider '${provider.name}' does not exist.`);
      }
      throw await toProviderError(provider, error);
    }
  });
