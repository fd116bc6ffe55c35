import { ensureRefused, ensureSame, ensureType, itemsOf, jsonOf } from '../answers.ts';
import { ensure } from '../finding.ts';
import type { Rule, Trial } from '../rule.ts';
import { listAll, segment } from '../survey.ts';

const lists = (share: string, schema: string): readonly string[] => [
  '/shares',
  `/shares/${segment(share)}/schemas`,
  `/shares/${segment(share)}/schemas/${segment(schema)}/tables`,
  `/shares/${segment(share)}/all-tables`,
];

const nameOf = (item: Readonly<Record<string, unknown>>): string =>
  [item['share'], item['schema'], item['name']].filter(part => part !== undefined).join('.');

/** Names with the letters that every server folds alike as capitals: beyond these, servers may differ. */
const inCapitals = (name: string): string => name.replace(/[a-z]/g, letter => letter.toUpperCase());

const inSmallLetters = (name: string): string => name.replace(/[A-Z]/g, letter => letter.toLowerCase());

/** Pages of one item that are read: a long list has as many pages as items. */
const maxSinglePages = 100;

/** A list read with one item a page, or as much of it as is read so. */
const inSinglePages = async ({ send }: Trial, path: string) => {
  const names: string[] = [];
  let query = '?maxResults=1';
  for (let pages = 0; pages < maxSinglePages; pages += 1) {
    const page = jsonOf(await send({ path: `${path}${query}` }));
    ensure(itemsOf(page).length <= 1, `${path}: a page of maxResults=1 has ${itemsOf(page).length} items.`);
    names.push(...itemsOf(page).map(nameOf));
    const { nextPageToken } = page;
    // At the end of a list the protocol allows an empty token as well.
    if (nextPageToken === undefined || nextPageToken === null || nextPageToken === '') return { names, isWhole: true };
    query = `?maxResults=1&pageToken=${segment(nextPageToken)}`;
  }
  return { names, isWhole: false };
};

const eachList =
  (check: (trial: Trial, path: string) => Promise<void>) =>
  async (trial: Trial): Promise<void> => {
    const { share, schema } = trial.tableWith();
    for (const path of lists(share, schema)) await check(trial, path);
  };

export const discoveryRules: readonly Rule[] = [
  {
    id: 'discovery/one-line',
    title: 'Lists are JSON objects on one line, as application/json',
    requirement: 'Delta Sharing Protocol, "List Shares": response; Python client: reads one line',
    protects: 'The Python client fails at JSON that is spread over lines.',
    level: 'core',
    check: eachList(async ({ send }, path) => {
      const reply = await send({ path });
      jsonOf(reply);
      ensure(!reply.text.trimEnd().includes('\n'), `${path} is spread over several lines.`);
      ensureType(reply, 'application/json', path);
    }),
  },
  {
    id: 'discovery/pages',
    title: 'Pages of one item make up the whole list, and have no more than one item',
    requirement: 'Delta Sharing Protocol, "List Shares": maxResults, pageToken',
    protects: 'Clients that read page by page see everything, and nothing twice.',
    level: 'core',
    check: eachList(async (trial, path) => {
      const whole = (await listAll(trial.send, path)).map(nameOf);
      const { names, isWhole } = await inSinglePages(trial, path);
      ensureSame(names, isWhole ? whole : whole.filter(name => names.includes(name)), path);
    }),
  },
  {
    id: 'discovery/no-results-wanted',
    title: 'maxResults=0 gives no items',
    requirement: 'Delta Sharing Protocol, "List Shares": maxResults',
    protects: 'A client that only wants to know whether it may ask.',
    level: 'full',
    check: eachList(async ({ send }, path) => {
      const items = itemsOf(jsonOf(await send({ path: `${path}?maxResults=0` })));
      ensure(items.length === 0, `${path}: ${items.length} items came.`);
    }),
  },
  {
    id: 'discovery/wrong-max-results',
    title: 'A maxResults that is negative or no number is refused with 400',
    requirement: 'Delta Sharing Protocol, "List Shares": maxResults must be non-negative; 400',
    protects: 'A mistake is told instead of answered with some page.',
    level: 'full',
    check: eachList(async ({ send }, path) => {
      for (const value of ['-1', 'many']) ensureRefused(await send({ path: `${path}?maxResults=${value}` }), 400);
    }),
  },
  {
    id: 'discovery/wrong-page-token',
    title: 'A page token that the server did not make is refused with 400',
    requirement: 'Delta Sharing Protocol, "List Shares": pageToken; 400',
    protects: 'Nobody makes tokens of their own.',
    level: 'full',
    check: eachList(async ({ send }, path) => {
      ensureRefused(await send({ path: `${path}?pageToken=not-a-token` }), 400);
    }),
  },
  {
    id: 'discovery/all-tables',
    title: 'The tables of all schemas together are those of the share, and each names its share and schema',
    requirement: 'Delta Sharing Protocol, "List all Tables in a Share"',
    protects: 'Clients that list a share in one call see what those see that go schema by schema.',
    level: 'core',
    check: async ({ send, tableWith }) => {
      const share = segment(tableWith().share);
      const bySchema: string[] = [];
      for (const { name } of await listAll(send, `/shares/${share}/schemas`)) {
        const tables = await listAll(send, `/shares/${share}/schemas/${segment(name)}/tables`);
        bySchema.push(...tables.map(nameOf));
      }
      ensureSame((await listAll(send, `/shares/${share}/all-tables`)).map(nameOf), bySchema, 'all-tables');
    },
  },
  {
    id: 'discovery/get-share',
    title: 'A share is found by its name in any case, and comes back under its own',
    requirement: 'Delta Sharing Protocol, "Get Share": the name is case-insensitive',
    protects: 'Engines that fold names, as Spark does, still find the share.',
    level: 'core',
    check: async ({ send, tableWith }) => {
      const { share } = tableWith();
      for (const name of [share, inCapitals(share), inSmallLetters(share)]) {
        const found = jsonOf(await send({ path: `/shares/${segment(name)}` }))['share'];
        ensure(
          (found as { name?: unknown } | undefined)?.name === share,
          `The share ${name} is not found as ${share}.`,
        );
      }
    },
  },
  {
    id: 'discovery/names-ignore-case',
    title: 'A table is found by share, schema and table in any case',
    requirement: 'Delta Sharing Protocol, "List Tables in a Schema": names are case-insensitive',
    protects: 'Engines that fold names still find the table.',
    level: 'core',
    check: async ({ send, tableWith }) => {
      const { path, version } = tableWith();
      const [, ...parts] = path.split('/');
      const names = parts.map((part, index) =>
        index % 2 === 1 ? segment(inCapitals(decodeURIComponent(part))) : part,
      );
      const reply = await send({ path: `/${names.join('/')}/version` });
      ensure(reply.status === 200, `The table in capitals has status ${reply.status} instead of 200.`);
      ensure(Number(reply.headers.get('delta-table-version')) >= version, 'The table in capitals is another table.');
    },
  },
  {
    id: 'discovery/stable-ids',
    title: 'Ids of shares and tables are unique and the same in every answer',
    requirement: 'Delta Sharing Protocol, "List Shares" and "List Tables in a Schema": id',
    protects: 'Clients that remember tables by their id.',
    level: 'full',
    check: eachList(async ({ send }, path) => {
      const idsIn = async () =>
        (await listAll(send, path)).flatMap(({ id }) => (id === undefined || id === null ? [] : [String(id)]));
      ensureSame(await idsIn(), await idsIn(), `${path}: ids`);
    }),
  },
  {
    id: 'discovery/unknown-names',
    title: 'A share, schema or table that is not there is answered with 404 and an error',
    requirement: 'Delta Sharing Protocol, 404 of each API',
    protects: 'A misspelt name is told as such.',
    level: 'core',
    check: async ({ send, tableWith }) => {
      const { share, schema } = tableWith();
      const shared = `/shares/${segment(share)}`;
      for (const path of [
        '/shares/conformance_none',
        '/shares/conformance_none/schemas',
        `${shared}/schemas/conformance_none/tables`,
        `${shared}/schemas/${segment(schema)}/tables/conformance_none/version`,
        `${shared}/schemas/${segment(schema)}/tables/conformance_none/metadata`,
      ]) {
        ensureRefused(await send({ path }), 404);
      }
    },
  },
  {
    id: 'discovery/unknown-endpoint',
    title: 'A path that the protocol does not have is answered with 404, not 401',
    requirement: 'Python client: falls back to older calls on 404',
    protects: 'New clients that try newer calls first.',
    level: 'full',
    check: async ({ send }) => {
      const { status } = await send({ path: '/conformance-none' });
      ensure(status === 404, `The answer has status ${status} instead of 404.`);
    },
  },
];
