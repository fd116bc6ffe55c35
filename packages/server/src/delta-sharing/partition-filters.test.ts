import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../testing/engines.ts';
import type { TestResponse } from '../testing/test-workspace.ts';
import { directoryFacts } from './directory-access.ts';
import type { OpenedTable } from './open-table.ts';
import { created, timeOf, writeLog } from './testing/log-table.ts';
import {
  type ModelAction,
  type ModelCondition,
  modelFilter,
  modelHistory,
  modelTraits,
  passes,
  toLogAction,
} from './testing/partition-model.ts';
import { linesOf, pathOf, type SharedTables, shareTables } from './testing/shared-tables.ts';

const uc = '/api/2.1/unity-catalog';
const delta = 'responseformat=delta;readerfeatures=deletionvectors;includeendstreamaction=true';

/** The names of the files that the lines of an answer are about, sorted. */
const namesOf = (response: TestResponse): string[] => {
  expect([response.status, response.text]).toEqual([200, expect.anything()]);
  const lines = linesOf(response);
  const urls = lines.flatMap(({ file, add, remove, cdf }) => {
    const single = file?.deltaSingleAction ?? {};
    return file?.url ?? [add, remove, cdf, ...Object.values(single)].find(one => one !== undefined) ?? [];
  });
  return urls
    .map(url => /([^/]+)\.parquet(?:\?|$)/.exec(url.url ?? url.path ?? url)?.[1] ?? `no name in ${url}`)
    .sort();
};

const isEqualTo = (country: string) =>
  JSON.stringify({
    op: 'equal',
    children: [
      { op: 'column', name: 'country', valueType: 'string' },
      { op: 'literal', value: country, valueType: 'string' },
    ],
  });

describe.each(engines)('the partition filter of a shared table on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let shared: SharedTables;
    let count = 0;

    beforeAll(async () => {
      shared = await shareTables({}, { engine });
    });
    afterAll(() => shared.close());

    const change = async (action: string, table: string, more: object = {}): Promise<TestResponse> => {
      const data_object = { name: `main.default.${table}`, data_object_type: 'TABLE', ...more };
      const response = await shared.test.admin(`PATCH ${uc}/shares/acme-share`, { updates: [{ action, data_object }] });
      expect([response.status, response.text]).toEqual([200, expect.anything()]);
      return response;
    };
    const setProperties = async (properties: object): Promise<void> => {
      const { status } = await shared.test.admin(`PATCH ${uc}/recipients/acme`, { properties_kvpairs: { properties } });
      expect(status).toBe(200);
    };
    const withHistory = { history_data_sharing_status: 'ENABLED', start_version: 0 };
    /** Shares a new table whose recipients see the partitions of a filter. */
    const share = async (
      history: readonly (readonly ModelAction[])[],
      filter: readonly (readonly ModelCondition[])[],
    ): Promise<string> => {
      count += 1;
      const table = `table${count}`;
      const commits = history.map((actions, version) => [
        ...(version === 0 ? created(modelTraits) : []),
        ...actions.map(toLogAction),
      ]);
      writeLog(shared.folderOf(table), commits);
      await shared.test.admin(`POST ${uc}/tables`, {
        name: table,
        catalog_name: 'main',
        schema_name: 'default',
        table_type: 'EXTERNAL',
        data_source_format: 'DELTA',
        storage_location: `file://${shared.folderOf(table)}`,
      });
      await change('ADD', table, { ...withHistory, partitions: filter.map(values => ({ values })) });
      return table;
    };

    /** All answers of a query in pages of two, by page tokens. */
    const readPages = async (table: string, body: object): Promise<string[]> => {
      const names: string[] = [];
      for (let pageToken: string | undefined, more = true; more; more = pageToken !== undefined) {
        const response = await shared.query(table, { ...body, maxFiles: 2, ...(pageToken && { pageToken }) });
        names.push(...namesOf(response));
        pageToken = linesOf(response).at(-1)?.['endStreamAction']?.nextPageToken;
      }
      return names.sort();
    };

    const file = (name: string, country: string | null) =>
      ({ action: 'add', name, values: { country, level: '1', day: null } }) as const;
    const [german, french, nobody] = [file('german', 'DE'), file('french', 'FR'), file('nobody', null)];

    it('lets through what it says in every way of reading, and nothing else', async () => {
      // Random filters may all show nothing, or everything; this one does neither.
      const splitting = {
        history: [
          [german, french],
          [{ ...german, action: 'remove' as const }, file('later', 'DE'), nobody],
        ],
        filter: [[{ name: 'country', op: 'LIKE' as const, recipient_property_key: 'home' }]],
        properties: { home: 'D%' as const },
        version: 1,
      };
      const verdicts = splitting.history.flat().map(one => passes(splitting.filter, one.values, splitting.properties));
      expect(verdicts).toEqual([true, false, true, true, false]);
      const scenario = fc.record({
        history: modelHistory,
        filter: modelFilter,
        properties: fc.record(
          { home: fc.constantFrom('DE', 'D%', '%'), rank: fc.constantFrom('7', '0') },
          {
            requiredKeys: [],
          },
        ),
        version: fc.nat({ max: 3 }),
      });
      await fc.assert(
        fc.asyncProperty(scenario, async ({ history, filter, properties, version: wanted }) => {
          await setProperties(properties);
          const table = await share(history, filter);
          const last = history.length - 1;
          const version = Math.min(wanted, last);
          const namesIn = (actions: readonly ModelAction[]) =>
            actions
              .filter(({ values }) => passes(filter, values, properties))
              .map(({ name }) => name)
              .sort();
          const activeAt = (end: number): string[] => {
            const done = history.slice(0, end + 1).flat();
            const removed = new Set(done.filter(({ action }) => action === 'remove').map(({ name }) => name));
            return namesIn(done.filter(({ action, name }) => action === 'add' && !removed.has(name)));
          };
          const range = history.slice(version);
          const streamed = namesIn(range.flat().filter(({ action }) => action !== 'cdc'));
          const fed = namesIn(
            range.flatMap(actions => {
              const changes = actions.filter(({ action }) => action === 'cdc');
              return changes.length > 0 ? changes : actions;
            }),
          );
          const [now, then] = [activeAt(last), activeAt(version)];
          for (const capabilities of ['responseformat=parquet', delta]) {
            const query = async (body: object) => namesOf(await shared.query(table, body, { capabilities }));
            expect(await query({})).toEqual(now);
            expect(await query({ version })).toEqual(then);
            expect(await query({ timestamp: timeOf(version) })).toEqual(then);
            expect(await query({ startingVersion: version })).toEqual(streamed);
            for (const hints of [{ limitHint: 15 }, { jsonPredicateHints: isEqualTo('DE') }]) {
              expect(now).toEqual(expect.arrayContaining(await query(hints)));
            }
            const changes = `${pathOf(table)}/changes?startingVersion=${version}`;
            expect(namesOf(await shared.get(changes, { capabilities }))).toEqual(fed);
          }
          expect(await readPages(table, {})).toEqual(now);
          expect(await readPages(table, { startingVersion: version })).toEqual(streamed);
          await change('REMOVE', table);
        }),
        { numRuns: 12, examples: [[splitting]] },
      );
    });

    it('follows the properties that the recipient has now', async () => {
      const table = await share(
        [[german, french]],
        [[{ name: 'country', op: 'EQUAL', recipient_property_key: 'home' }]],
      );
      for (const [properties, names] of [
        [{}, []],
        [{ home: 'DE' }, ['german']],
        [{ home: 'FR', constructor: 'x' }, ['french']],
        [{ home: 'IT' }, []],
      ] as const) {
        await setProperties(properties);
        expect(namesOf(await shared.query(table))).toEqual(names);
      }
      const other = await shared.onboard('other');
      expect(namesOf(await shared.query(table, {}, { token: other }))).toEqual([]);
    });

    it.each(['constructor', '__proto__', 'toString'])('finds no property %s that nobody set', async key => {
      const condition = { name: 'country', op: 'LIKE', recipient_property_key: key } as const;
      expect(namesOf(await shared.query(await share([[german, nobody]], [[condition]])))).toEqual([]);
    });

    it('knows the properties that the workspace sets', async () => {
      const condition = { name: 'country', op: 'EQUAL', recipient_property_key: 'databricks.name' } as const;
      const table = await share([[file('own', 'acme'), german]], [[condition]]);
      expect(namesOf(await shared.query(table))).toEqual(['own']);
    });

    it('refuses to answer when a property is no value of the column, without a word of the filter', async () => {
      await setProperties({ home: 'DE' });
      const table = await share([[german]], [[{ name: 'level', op: 'EQUAL', recipient_property_key: 'home' }]]);
      const { status, json, text } = await shared.query(table);
      expect([status, json.errorCode]).toEqual([400, 'INVALID_STATE']);
      expect(text).not.toMatch(/level|'DE'|"DE"/);
    });

    it('hides how much more there is', async () => {
      const table = await share([[german, french]], [[{ name: 'country', op: 'EQUAL', value: 'DE' }]]);
      for (const capabilities of ['responseformat=parquet', delta]) {
        const answers = [
          await shared.get(`${pathOf(table)}/metadata`, { capabilities }),
          await shared.query(table, {}, { capabilities }),
        ];
        for (const answer of answers) {
          expect(linesOf(answer)[1]).toHaveProperty('metaData');
          expect(linesOf(answer)[1]?.['metaData']).not.toHaveProperty('numFiles');
          expect(linesOf(answer)[1]?.['metaData']).not.toHaveProperty('size');
        }
      }
      await change('UPDATE', table, withHistory);
      const open = linesOf(await shared.get(`${pathOf(table)}/metadata`))[1]?.['metaData'];
      expect(open).toMatchObject({ numFiles: 2, size: 200 });
    });

    it('leaves no trace of what it hides in pages: neither empty ones nor more', async () => {
      const table = await share([[german, french, nobody]], [[{ name: 'country', op: 'EQUAL', value: 'FR' }]]);
      const only = await shared.query(table, { maxFiles: 1 });
      expect(namesOf(only)).toHaveLength(1);
      expect(linesOf(only).at(-1)).not.toHaveProperty('endStreamAction');
    });

    it('is the one of now for tokens of before: answers are renewed by it, and pages begin again', async () => {
      const table = await share([[german, french, nobody]], [[{ name: 'level', op: 'EQUAL', value: '1' }]]);
      const first = linesOf(await shared.query(table, { maxFiles: 1, includeRefreshToken: true }));
      const { nextPageToken, refreshToken } = first.at(-1)?.['endStreamAction'] ?? {};
      expect([typeof nextPageToken, typeof refreshToken]).toEqual(['string', 'string']);
      await change('UPDATE', table, { partitions: [{ values: [{ name: 'country', op: 'EQUAL' }] }] });
      expect(namesOf(await shared.query(table, { refreshToken }))).toEqual(['nobody']);
      const { status, json } = await shared.query(table, { maxFiles: 9, pageToken: nextPageToken });
      expect([status, json.errorCode]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
    });

    it('closes the directory, where every file lies open', () => {
      const table = { historySharing: 1, feedShared: 1, startVersion: 0 };
      const opened = (more: object) =>
        ({
          table: { ...table, ...more },
          store: { canVend: true, location: 's3://bucket/t' },
        }) as unknown as OpenedTable;
      const config = { ...shared.test.workspace.config, directory_access: true };
      expect(directoryFacts(opened({}), { absolutePaths: [] }, config)).toMatchObject({ accessModes: ['url', 'dir'] });
      expect(directoryFacts(opened({ filter: { clauses: [] } }), { absolutePaths: [] }, config)).toBeUndefined();
    });

    it('gives no credentials for the whole of the table', async () => {
      const table = await share([[german]], [[{ name: 'country', op: 'EQUAL', value: 'DE' }]]);
      const answer = await shared.post(`${pathOf(table)}/temporary-table-credentials`);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.text).not.toContain('"credentials"');
      const { items } = (await shared.get('/delta-sharing/shares/acme-share/all-tables')).json;
      const listed = items.find(({ name }: { name: string }) => name === table);
      expect(listed?.accessModes ?? ['url']).toEqual(['url']);
    });
  });
});
