import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openProfile, type SharingClient } from './index.ts';
import { collect } from './testing/collect.ts';
import { expectedFacts, factsOf, plain, type TableFacts } from './testing/expected-rows.ts';
import { type SharingServer, sampleTables, startSharingServer } from './testing/sharing-server.ts';

let server: SharingServer;
let client: SharingClient;

beforeAll(async () => {
  server = await startSharingServer();
  client = await openProfile(server.profile, { retryDelay: 1 });
});
afterAll(() => server.close());

describe('the rows of every version of the sample tables', () => {
  test.each(sampleTables)('%s are those of its source', async name => {
    const expected = await expectedFacts(name);
    expect(Object.keys(expected).length).toBeGreaterThan(0);
    for (const [version, facts] of Object.entries(expected)) {
      const table = client.table(`samples.nyc.${name}`);
      const { schema } = await table.metadata({ version: Number(version) });
      const rows = await collect(table.rows({ version: Number(version) }));
      expect(factsOf(schema, rows), `${name} version ${version}`).toEqual(closeTo(facts));
      if (facts.values) expect(rows.map(plain)).toEqual(facts.values);
    }
  });
});

/** Sums of floating point depend a little on the order of rows. */
function closeTo({ values: _, ...facts }: TableFacts): unknown {
  const columns = Object.entries(facts.columns).map(([name, column]) => {
    const isSum = typeof column.sum === 'number' && /float|double/.test(column.type);
    return [name, isSum ? { ...column, sum: expect.closeTo(Number(column.sum), 5) } : column];
  });
  return { ...facts, columns: Object.fromEntries(columns) };
}
