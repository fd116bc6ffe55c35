import { itemsOf, jsonOf, versionOf } from './answers.ts';
import { ensure, Finding, NotTried } from './finding.ts';
import type { Probe } from './probe.ts';
import { deltaHeaders } from './table-calls.ts';
import type { TableFacts } from './table-facts.ts';
import { fileLines, readLines } from './table-lines.ts';

/** Tables that are looked at: enough to find one of each kind, few enough to end soon. */
const maxTables = 40;

/** Pages of a list that are read: whatever has more has no end. */
const maxPages = 1000;

/** How far back rules read a table's history: one of many years would be an answer without measure. */
const maxVersions = 100;

type Fields = Readonly<Record<string, unknown>>;

type TableName = Pick<TableFacts, 'share' | 'schema' | 'name'>;

/** What the profile shows. */
export interface Seen {
  readonly tables: readonly TableFacts[];
  /** Why tables are missing, of the first that is; undefined when none is. */
  readonly problem?: string | undefined;
}

/** Every item of a list, page by page. Throws `Finding` for a list that has no end. */
export const listAll = async (send: Probe['send'], path: string): Promise<readonly Fields[]> => {
  const items: Fields[] = [];
  const tokens = new Set<string>();
  for (let token: string | undefined; ; ) {
    const query = token === undefined ? '' : `?pageToken=${segment(token)}`;
    const page = jsonOf(await send({ path: `${path}${query}` }));
    items.push(...itemsOf(page));
    const { nextPageToken } = page;
    if (nextPageToken === undefined || nextPageToken === null || nextPageToken === '') return items;
    ensure(typeof nextPageToken === 'string', 'nextPageToken is not a string.');
    ensure(!tokens.has(nextPageToken), 'The same nextPageToken comes twice: the list has no end.');
    ensure(tokens.size < maxPages, `The list ${path} has more than ${maxPages} pages.`);
    tokens.add(nextPageToken);
    token = nextPageToken;
  }
};

/** A name as a part of a path or query. Whatever a server lists as a name gives one. */
export const segment = (name: unknown): string => encodeURIComponent(String(name).toWellFormed());

/** Path of a table below the endpoint. */
export const tablePath = (share: string, schema: string, name: string): string =>
  `/shares/${segment(share)}/schemas/${segment(schema)}/tables/${segment(name)}`;

const accepts = async (send: Probe['send'], request: Parameters<Probe['send']>[0]): Promise<boolean> =>
  (await send(request)).status === 200;

const lookAt = async (send: Probe['send'], { share, schema, name }: TableName): Promise<TableFacts> => {
  const path = tablePath(share, schema, name);
  const plain = await send({ path: `${path}/metadata` });
  const parquet = plain.status === 200;
  const reply = parquet ? plain : await send({ path: `${path}/metadata`, headers: deltaHeaders });
  const [, metaData] = readLines(reply);
  const fields = (metaData?.fields['deltaMetadata'] ?? metaData?.fields ?? {}) as Fields;
  const headers = parquet ? {} : deltaHeaders;
  const version = versionOf(reply);
  const past = Math.max(0, version - maxVersions);
  const query = { method: 'POST', path: `${path}/query`, headers } as const;
  return {
    ...{ share, schema, name, path, version, parquet },
    partitionColumns: Array.isArray(fields['partitionColumns']) ? fields['partitionColumns'].map(String) : [],
    history: await accepts(send, { ...query, body: { version } }),
    oldest: (await accepts(send, { ...query, body: { version: past } })) ? past : version,
    changeFeed: await accepts(send, { path: `${path}/changes?startingVersion=${version}`, headers }),
    files: fileLines(readLines(await send({ ...query, body: {} }))).length,
  };
};

/**
 * Looks whether somebody wrote to tables, and looks at these anew.
 *
 * @returns the tables as they are now; undefined when all are as they were, or cannot be looked at
 */
export const lookAgain = async (
  { send }: Pick<Probe, 'send'>,
  tables: readonly TableFacts[],
): Promise<readonly TableFacts[] | undefined> => {
  let moved = false;
  const now: TableFacts[] = [];
  try {
    for (const table of tables) {
      const reply = await send({ path: `${table.path}/version` });
      const isNewer = Number(reply.headers.get('delta-table-version') ?? 0) > table.version;
      now.push(isNewer ? await lookAt(send, table) : table);
      moved ||= isNewer;
    }
  } catch (error) {
    if (error instanceof Finding || error instanceof NotTried) return undefined;
    throw error;
  }
  return moved ? now : undefined;
};

/** Every table that the profile lists, up to a number that ends soon: its share, schema and name. */
export const listTables = async (send: Probe['send']): Promise<readonly TableName[]> => {
  const tables: TableName[] = [];
  for (const { name: share } of await listAll(send, '/shares')) {
    for (const { schema, name } of await listAll(send, `/shares/${segment(share)}/all-tables`)) {
      if (tables.length === maxTables) return tables;
      tables.push({ share: String(share), schema: String(schema), name: String(name) });
    }
  }
  return tables;
};

/** Looks at what the profile shows. A table that cannot be looked at is left out: rules are tried on the others. */
export const survey = async ({ send }: Probe): Promise<Seen> => {
  const tables: TableFacts[] = [];
  let problem: string | undefined;
  // When the time of the survey is over, all that is left of it is over at once, too.
  const attempt = async (action: () => Promise<unknown>, what = ''): Promise<void> => {
    try {
      await action();
    } catch (error) {
      if (!(error instanceof Finding || error instanceof NotTried)) throw error;
      problem ??= `${what}${error.message}`;
    }
  };
  await attempt(async () => {
    for (const table of await listTables(send)) {
      const { share, schema, name } = table;
      await attempt(async () => tables.push(await lookAt(send, table)), `${share}.${schema}.${name}: `);
    }
  });
  return { tables, problem };
};
