import { invalidResponse, SharingError } from './errors.ts';
import { type ListOptions, listItems, nameField, texts } from './list-items.ts';
import { type Profile, parseTableName, type TableName } from './profile.ts';
import { readProfile } from './read-profile.ts';
import { type Call, type Connection, connect, nameOf, pathOf } from './request.ts';
import { SharedTable, type TableDefaults } from './table.ts';
import { checkCount } from './table-query.ts';
import type { CallOptions } from './table-reader.ts';
import { SharedVolume, type VolumeEntry, type VolumeName, volumeOf } from './volume.ts';

/** How a client reaches its server. */
export interface ClientOptions {
  /** Used for every request, to the server and to the storage; the platform's own when absent. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** How long to wait for the head of an answer and for each further part, in milliseconds; 60 000 when absent. */
  readonly timeout?: number | undefined;
  /** Attempts after the first, on 408, 429, 500 to 504 and broken connections; 4 when absent. */
  readonly retries?: number | undefined;
  /** The mean pause before the second attempt, in milliseconds; it doubles each time. 500 when absent. */
  readonly retryDelay?: number | undefined;
  /** How many data files a reader reads at once, from 1 on; 4 when absent. */
  readonly concurrency?: number | undefined;
  /**
   * Lets the server answer queries later (asynchronously), and comes for the answer until so many milliseconds are over;
   * 600 000 suits most. When absent, the server has to answer at once, as servers do that know nothing of this.
   */
  readonly queryTimeout?: number | undefined;
  /** Ends everything that the client does. */
  readonly signal?: AbortSignal | undefined;
  /** What the profile's expiry is compared with; the clock when absent. */
  readonly now?: Date | undefined;
}

/** A share, as the server lists it. */
export interface Share {
  readonly name: string;
  /** Stays the same when the share is renamed. */
  readonly id?: string;
  readonly displayName?: string;
  readonly comment?: string;
}

/** A schema of a share. */
export interface SharedSchema {
  readonly name: string;
  readonly share: string;
}

/** A table, as the server lists it. */
export interface TableEntry {
  readonly name: string;
  readonly schema: string;
  readonly share: string;
  readonly id?: string;
  readonly shareId?: string;
}

/**
 * Opens a profile. Nothing is sent yet.
 *
 * @param source the path of a profile file, its text, or the object in it
 * @throws {ProfileError}; {@link QueryError} for a concurrency or a queryTimeout that is none
 */
export async function openProfile(source: string | object, options: ClientOptions = {}): Promise<SharingClient> {
  return new SharingClient(await readProfile(source, options.now), options);
}

/**
 * What a recipient can do with a Delta Sharing server: look around, and open tables. Lists follow the server's pages.
 *
 * Calls throw `SharingError`.
 */
export class SharingClient {
  readonly endpoint: string;
  readonly #connection: Connection;
  readonly #defaults: TableDefaults;

  constructor(profile: Profile, options: ClientOptions = {}) {
    this.endpoint = profile.endpoint;
    const {
      concurrency = 4,
      queryTimeout,
      fetch = globalThis.fetch,
      timeout = 60_000,
      retries = 4,
      retryDelay = 500,
      signal,
    } = options;
    checkCount('concurrency', concurrency, 1);
    checkCount('queryTimeout', queryTimeout, 1);
    this.#defaults = { concurrency, queryTimeout };
    this.#connection = connect(profile, { fetch, timeout, retries, retryDelay, signal });
  }

  /** The shares that the profile opens. */
  listShares(options: ListOptions = {}): AsyncGenerator<Share> {
    return this.#list('/shares', options, shareOf);
  }

  /** One share; 404 when there is none of the name for this recipient. */
  async getShare(share: string, options: CallOptions = {}): Promise<Share> {
    const call: Call = { method: 'GET', path: `/shares${pathOf(share)}` };
    const body = await this.#connection.json(call, options.signal);
    return shareOf(body['share'], nameOf(call));
  }

  /** The schemas of a share. */
  listSchemas(share: string, options: ListOptions = {}): AsyncGenerator<SharedSchema> {
    return this.#list(`/shares${pathOf(share)}/schemas`, options, (item, what) => ({
      name: nameField(item, what),
      share,
    }));
  }

  /** The tables of a schema. */
  listTables(share: string, schema: string, options: ListOptions = {}): AsyncGenerator<TableEntry> {
    const path = `/shares${pathOf(share)}/schemas${pathOf(schema)}/tables`;
    return this.#list(path, options, (item, what) => tableOf(item, share, schema, what));
  }

  /** The tables of all schemas of a share. */
  async *listAllTables(share: string, options: ListOptions = {}): AsyncGenerator<TableEntry> {
    const path = `/shares${pathOf(share)}/all-tables`;
    const tables = this.#list(path, options, (item, what) => tableOf(item, share, undefined, what));
    let first: IteratorResult<TableEntry>;
    try {
      first = await tables.next();
    } catch (error) {
      if (!(error instanceof SharingError) || error.status !== 404) throw error;
      // Servers of the protocol's first years have no such list; where the share itself is missing, this says so.
      for await (const { name } of this.listSchemas(share, options)) yield* this.listTables(share, name, options);
      return;
    }
    if (!first.done) yield first.value;
    yield* tables;
  }

  /**
   * A table, by `share.schema.table` or by its three names. Nothing is sent: that it exists shows at its first use.
   *
   * @throws {ProfileError} `INVALID_TABLE_URL` for a text of another form; {@link QueryError} for a name that nothing can have
   */
  table(name: string | TableName): SharedTable {
    return new SharedTable(this.#connection, typeof name === 'string' ? parseTableName(name) : name, this.#defaults);
  }

  /** The volumes of all schemas of a share. A server that shares no volumes may answer 404. */
  listAllVolumes(share: string, options: ListOptions = {}): AsyncGenerator<VolumeEntry> {
    return this.#list(`/shares${pathOf(share)}/all-volumes`, options, (item, what) => volumeOf(item, share, what));
  }

  /**
   * A volume, by `share.schema.volume` or by its three names. Nothing is sent: that it exists shows at its first use.
   *
   * @throws {ProfileError} `INVALID_TABLE_URL` for a text of another form; {@link QueryError} for a name that nothing can have
   */
  volume(name: string | VolumeName): SharedVolume {
    if (typeof name !== 'string') return new SharedVolume(this.#connection, name);
    const { table: volume, ...parents } = parseTableName(name);
    return new SharedVolume(this.#connection, { ...parents, volume });
  }

  #list<T>(path: string, options: ListOptions, parse: (item: unknown, what: string) => T): AsyncGenerator<T> {
    return listItems(this.#connection, { path }, options, parse);
  }
}

function shareOf(item: unknown, what: string): Share {
  return { name: nameField(item, what), ...texts(item, ['id', 'displayName', 'comment']) };
}

function tableOf(item: unknown, share: string, schema: string | undefined, what: string): TableEntry {
  const own = texts(item, ['schema']).schema ?? schema;
  if (own === undefined) throw invalidResponse(`${what}: a table has no schema.`);
  return { name: nameField(item, what), schema: own, share, ...texts(item, ['id', 'shareId']) };
}
