import { startWorkspace, type TestWorkspace } from '@boathouse/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensure } from './finding.ts';
import type { Rule } from './rule.ts';
import { rules } from './rules.ts';
import { type Result, runRules } from './run-rules.ts';
import { query } from './table-calls.ts';
import { type OddLab, startOddLab } from './testing/odd-lab.ts';
import type { Oddity } from './testing/odd-proxy.ts';
import { items, json, lines, metaData, say } from './testing/oddities.ts';

const capabilities = 'delta-sharing-capabilities';

/** The first two lines, and the others the other way round. */
const backwards = (which: RegExp): Oddity =>
  lines(which, ([protocol, metaData, ...rest]) => {
    const end = rest.findIndex(line => line.endStreamAction !== undefined);
    const files = end === -1 ? rest : rest.slice(0, end);
    return [protocol, metaData, ...files.toReversed(), ...rest.slice(files.length)];
  });

/** A server from before there was a header for capabilities. */
const legacy: Oddity = {
  hear: asked => ({ ...asked, headers: { ...asked.headers, [capabilities]: '' } }),
  say: answered => {
    const { [capabilities]: _, ...headers } = answered.headers;
    return { ...answered, headers };
  },
};

let asked = 0;

/** What the protocol allows, and the rules that must not take offence at it. */
const allowed: readonly (readonly [string, Oddity, readonly string[]])[] = [
  [
    'an empty nextPageToken at the end of a list',
    json(/GET \S*\/(shares|schemas|tables|all-tables)(\?| )/, page => ({ nextPageToken: '', ...page })),
    ['discovery/pages', 'discovery/all-tables', 'discovery/places'],
  ],
  [
    'null for what is not there',
    items(/GET \S*\/(shares|tables|all-tables)(\?| )/, ({ id, shareId, ...item }) => ({
      ...{ id: null, shareId: null, displayName: null, comment: null, properties: null },
      ...{ location: null, accessModes: null, auxiliaryLocations: null, ...item },
    })),
    ['discovery/stable-ids', 'discovery/share-fields', 'discovery/table-ids', 'discovery/table-fields'],
  ],
  [
    'tables of which some have ids',
    items(/GET \S*\/(tables|all-tables)(\?| )/, ({ id, ...item }) =>
      item.name.startsWith('c') ? item : { ...item, id },
    ),
    ['discovery/table-ids'],
  ],
  [
    'lines in any order',
    backwards(/query|changes/),
    [
      ...[
        'stream/changes-since',
        'changes/lines',
        'changes/whole-history',
        'paging/changes-since',
        'paging/change-feed',
      ],
      ...['contents/schema-changes', 'query/gzip', 'hints/not-understood', 'formats/file-id-hash'],
    ],
  ],
  [
    'maps in any order',
    metaData(/metadata/, ({ configuration, ...fields }) => ({
      ...fields,
      configuration: Object.fromEntries(Object.entries(configuration ?? {}).toReversed()),
    })),
    ['metadata/same-as-query'],
  ],
  [
    'a server that does not know the header of capabilities',
    legacy,
    [
      ...['formats/delta', 'formats/same-files', 'formats/same-ids', 'formats/delta-protocol', 'formats/choice'],
      ...['files/delta-format', 'changes/delta-format', 'formats/end-stream-action', 'formats/header-matrix'],
    ],
  ],
  [
    'no statistics where a limit is given',
    say(/limitHint/, answered => ({
      ...answered,
      body: answered.body.replace(/"stats":"(?:[^"\\]|\\.)*"/g, '"stats":null'),
    })),
    ['query/enough-for-limit'],
  ],
  [
    '400 for what is no bearer token at all',
    say(
      ({ headers }) => !/^Bearer \S/.test(headers['authorization'] ?? ''),
      answered => ({ ...answered, status: 400 }),
    ),
    ['authorization/other-scheme'],
  ],
  [
    'content types in capitals',
    say(/./, answered => ({
      ...answered,
      headers: { ...answered.headers, 'content-type': (answered.headers['content-type'] ?? '').toUpperCase() },
    })),
    ['discovery/one-line', 'metadata/two-lines', 'query/lines', 'errors/json', 'changes/as-python-asks'],
  ],
  [
    'no call for changes at all',
    say(/GET \S*\/changes/, answered => ({ ...answered, status: 404, body: 'Not Found' })),
    ['changes/not-shared'],
  ],
  [
    'nothing since a version that is not there yet',
    say(/"startingVersion":3/, answered =>
      answered.status === 200 ? answered : { ...answered, status: 200, body: '{"protocol":{}}\n{"metaData":{}}\n' },
    ),
    ['changing/not-there-yet'],
  ],
  [
    'a store that knows another place for an altered path',
    {
      say: (answered, { url, origin }) => {
        if (url === '/odd/b') return { status: 206, headers: {}, body: 'PAR1' };
        if (url.startsWith('/od')) return { status: 301, headers: {}, body: '<Error/>' };
        return { ...answered, body: answered.body.replace(/"url":"[^"]+"/g, `"url":"${origin}/odd/b"`) };
      },
    },
    ['files/one-object'],
  ],
  [
    'a token that is taken for a moment after it was rotated away',
    {
      say: (answered, { url, headers }) => {
        const isLate = answered.status === 401 && url.endsWith('/shares') && asked < 2 && 'authorization' in headers;
        if (isLate) asked += 1;
        return isLate ? { ...answered, status: 200, body: '{}' } : answered;
      },
    },
    ['authorization/rotated-token'],
  ],
];

let workspace: TestWorkspace;
let odd: OddLab;

beforeAll(async () => {
  workspace = await startWorkspace();
  odd = await startOddLab(workspace);
}, 60_000);
afterAll(async () => {
  await odd?.[Symbol.asyncDispose]();
  await workspace?.stop();
});

describe('when somebody writes to a table while a rule compares its answers,', () => {
  const compare = async (commits: number): Promise<Result | undefined> => {
    const table = await odd.lab.table('checkpoint-in-parts', { upToVersion: 1 });
    let written = 0;
    const check: Rule['check'] = async trial => {
      const before = trial.tables.find(({ path }) => path === table.path)?.version;
      if (written < commits) await table.append();
      written += 1;
      const { version } = await query(trial, table.path, {});
      ensure(version === before, `Before it was version ${before}, and now ${version}.`);
    };
    const rule: Rule = { ...{ id: 'test/compare', title: '', requirement: '', protects: '', level: 'core' }, check };
    const results = runRules(odd.lab.profile, { rules: [rule], lab: odd.lab, timeout: 5000 });
    return (await results.next()).value ?? undefined;
  };

  it('it is tried again', async () => expect(await compare(1)).toMatchObject({ outcome: 'pass' }));

  it('it fails as well when nobody does', async () => {
    expect(await compare(0)).toMatchObject({ outcome: 'pass' });
    const rule: Rule = {
      ...{ id: 'test/broken', title: '', requirement: '', protects: '', level: 'core' },
      check: async trial => {
        await query(trial, trial.tableWith().path, {});
        ensure(false, 'It is broken.');
      },
    };
    const { value } = await runRules(odd.lab.profile, { rules: [rule] }).next();
    expect(value).toMatchObject({ outcome: 'fail', reason: 'It is broken.' });
  });

  it('and goes on writing, nothing is said', async () => {
    const reason = expect.stringContaining('Somebody wrote to the table each time');
    expect(await compare(5)).toMatchObject({ outcome: 'not tried', reason });
  });
});

describe('what the protocol allows breaks no rule:', () => {
  it.each(allowed)('%s', async (_, oddity, ids) => {
    const { lab, proxy } = odd;
    proxy.become(oddity);
    const failed: Result[] = [];
    const chosen = rules.filter(({ id }) => ids.includes(id));
    expect(chosen.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    for await (const result of runRules(proxy.profile, { rules: chosen, lab, timeout: 5000 })) {
      if (result.outcome === 'fail' || result.outcome === 'not tried') failed.push(result);
    }
    expect(failed.map(({ rule, outcome, reason }) => `${outcome} ${rule.id}: ${reason}`)).toEqual([]);
  });
});
