import { itemsOf, jsonOf, versionOf } from './answers.ts';
import { ensure, Finding } from './finding.ts';
import type { Probe } from './probe.ts';
import { deltaHeaders } from './table-calls.ts';
import type { TableFacts } from './table-facts.ts';
import { fileLines, readLines } from './table-lines.ts';

/** Tables that are looked at: enough to find one of each kind, few enough to end soon. */
const maxTables = 40;

type Fields = Readonly<Record<string, unknown>>;

type TableName = Pick<TableFacts, 'share' | 'schema' | 'name'>;

/** Every item of a list, page by page. Ends at a page token that came before, and says so. */
export const listAll = async (send: Probe['send'], path: string): Promise<readonly Fields[]> => {
  const items: Fields[] = [];
  const tokens = new Set<string>();
  for (let token: string | undefined; ; ) {
    const query = token === undefined ? '' : `?pageToken=${encodeURIComponent(token)}`;
    const page = jsonOf(await send({ path: `${path}${query}` }));
    items.push(...itemsOf(page));
    const { nextPageToken } = page;
    if (nextPageToken === undefined || nextPageToken === null || nextPageToken === '') return items;
    ensure(typeof nextPageToken === 'string', 'nextPageToken is not a string.');
    ensure(!tokens.has(nextPageToken), 'The same nextPageToken comes twice: the list has no end.');
    tokens.add(nextPageToken);
    token = nextPageToken;
  }
};

/** Path of a table below the endpoint. */
export const tablePath = (share: string, schema: string, name: string): string =>
  `/shares/${encodeURIComponent(share)}/schemas/${encodeURIComponent(schema)}/tables/${encodeURIComponent(name)}`;

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
  const query = { method: 'POST', path: `${path}/query`, headers } as const;
  return {
    ...{ share, schema, name, path, version, parquet },
    partitionColumns: Array.isArray(fields['partitionColumns']) ? fields['partitionColumns'].map(String) : [],
    history: await accepts(send, { ...query, body: { version } }),
    oldest: (await accepts(send, { ...query, body: { version: 0 } })) ? 0 : version,
    changeFeed: await accepts(send, { path: `${path}/changes?startingVersion=${version}`, headers }),
    files: fileLines(readLines(await send({ ...query, body: {} }))).length,
  };
};

/** Every table that the profile lists, up to a number that ends soon: its share, schema and name. */
export const listTables = async (send: Probe['send']): Promise<readonly TableName[]> => {
  const tables: TableName[] = [];
  for (const { name: share } of await listAll(send, '/shares')) {
    const path = `/shares/${encodeURIComponent(String(share))}/all-tables`;
    for (const { schema, name } of await listAll(send, path)) {
      if (tables.length === maxTables) return tables;
      tables.push({ share: String(share), schema: String(schema), name: String(name) });
    }
  }
  return tables;
};

/**
 * Looks at what the profile shows. A table that cannot be looked at is left out: rules are tried on the others.
 *
 * @throws Finding when the lists cannot be read, or none of the tables
 */
export const survey = async ({ send }: Probe): Promise<readonly TableFacts[]> => {
  const tables: TableFacts[] = [];
  let failed: Finding | undefined;
  for (const table of await listTables(send)) {
    try {
      tables.push(await lookAt(send, table));
    } catch (error) {
      if (!(error instanceof Finding)) throw error;
      failed ??= new Finding(`${table.share}.${table.schema}.${table.name}: ${error.message}`);
    }
  }
  if (tables.length === 0 && failed !== undefined) throw failed;
  return tables;
};
