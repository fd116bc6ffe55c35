import { ensureRefused } from '../answers.ts';
import type { ProbeRequest, Reply } from '../exchange.ts';
import { ensure } from '../finding.ts';
import type { Rule, Trial } from '../rule.ts';
import { segment } from '../survey.ts';
import { anyFormat, query, sendQuery } from '../table-calls.ts';
import { idsOf } from '../table-lines.ts';

const requirement = 'Delta Sharing Protocol, 400 of each API: a request that is malformed is no error of the server';

const ensureClientError = (reply: Reply, what: string): void =>
  ensure(reply.status >= 400 && reply.status < 500, `${what} is answered with status ${reply.status}.`);

/** Whatever it makes of the request, it is no error of the server, and the server goes on answering. */
const ensureSurvived = async ({ send }: Trial, request: ProbeRequest, what: string): Promise<void> => {
  const { status } = await send(request);
  ensure(status < 500, `${what} is answered with status ${status}.`);
  const after = await send({ path: '/shares' });
  ensure(after.status === 200, `${what} came, and after it the list of shares is answered with ${after.status}.`);
};

const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

export const badInputRules: readonly Rule[] = [
  {
    id: 'input/numbers',
    title: 'Versions that no table can have are refused: fractions, and numbers beyond 64 bits',
    requirement,
    protects: 'A number that does not fit is not read as another version.',
    level: 'full',
    check: async trial => {
      const { path } = trial.tableWith({ history: true });
      for (const body of [
        '{"version":0.5}',
        '{"version":1e30}',
        '{"version":99999999999999999999}',
        '{"startingVersion":1e400}',
      ]) {
        ensureClientError(await sendQuery(trial, path, body), body);
      }
      for (const search of ['startingVersion=99999999999999999999', 'startingVersion=0x0', 'startingVersion=']) {
        ensureClientError(await trial.send({ path: `${path}/changes?${search}` }), search);
      }
    },
  },
  {
    id: 'input/nesting',
    title: 'Bodies that are nested without measure are no error of the server',
    requirement,
    protects: 'One recipient cannot take the server from the others.',
    level: 'full',
    check: async trial => {
      const path = `${trial.tableWith().path}/query`;
      for (const body of [
        nested(20_000),
        '['.repeat(50_000),
        `{"predicateHints":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
      ]) {
        await ensureSurvived(trial, { method: 'POST', path, body }, 'A body that is nested thousands deep');
      }
    },
  },
  {
    id: 'input/large-hints',
    title: 'Hints that are long or deep are obeyed, ignored or refused, and never an error of the server',
    requirement: 'Delta Sharing Protocol, "JSON predicates for Filtering": best effort',
    protects: 'Engines send lists of thousands of values as one condition.',
    level: 'full',
    check: async trial => {
      const { path } = trial.tableWith({ parquet: true });
      const column = { op: 'column', name: 'conformance', valueType: 'long' };
      const literal = { op: 'literal', value: '1', valueType: 'long' };
      const leaf = { op: 'equal', children: [column, literal] };
      const wide = JSON.stringify({ op: 'or', children: Array.from({ length: 5000 }, () => leaf) });
      const deep = `${'{"op":"not","children":['.repeat(5000)}${JSON.stringify(leaf)}${']}'.repeat(5000)}`;
      for (const jsonPredicateHints of [wide, deep]) {
        const request = { method: 'POST', path: `${path}/query`, body: { jsonPredicateHints } } as const;
        await ensureSurvived(trial, request, `A hint of ${jsonPredicateHints.length} characters`);
      }
    },
  },
  {
    id: 'input/names',
    title: 'Names that are long, climb or are badly encoded find nothing, and are no error of the server',
    requirement: 'Delta Sharing Protocol, 400 and 404 of each API; RFC 9112, 414',
    protects: 'Names are no way out of what is shared.',
    level: 'full',
    check: async trial => {
      const share = `/shares/${segment(trial.tableWith().share)}`;
      for (const name of ['x'.repeat(6000), '%2e%2e%2f%2e%2e%2fshares', '%00', '%ff%fe', '%zz', "x'%20OR%20'1'='1"]) {
        for (const path of [`/shares/${name}`, `${share}/schemas/${name}/tables`]) {
          ensureClientError(await trial.send({ path }), path.slice(0, 80));
        }
      }
    },
  },
  {
    id: 'input/repeated-parameters',
    title: 'A parameter that comes twice is no error of the server',
    requirement,
    protects: 'Proxies that add parameters.',
    level: 'full',
    check: async trial => {
      const { path } = trial.tableWith();
      for (const request of [
        '/shares?maxResults=1&maxResults=2',
        '/shares?pageToken=a&pageToken=b',
        `${path}/changes?startingVersion=0&startingVersion=1`,
        `${path}/version?startingTimestamp=2022-01-01T00:00:00Z&startingTimestamp=x`,
      ]) {
        await ensureSurvived(trial, { path: request }, request);
      }
    },
  },
  {
    id: 'input/capabilities',
    title: 'Capabilities that the server does not know, or cannot read, are as good as none',
    requirement: 'Delta Sharing Protocol, "Delta Sharing Capabilities Header": keys and values are open',
    protects: 'New clients at old servers.',
    level: 'core',
    check: async trial => {
      const { path } = trial.tableWith({ parquet: true });
      const plain = idsOf((await query(trial, path, {})).lines)
        .toSorted()
        .join();
      for (const text of [
        'conformance=yes;responseformat=parquet',
        ';;=;x',
        'responseformat=parquet;readerfeatures=conformance',
      ]) {
        const { lines } = await query(trial, path, {}, { 'delta-sharing-capabilities': text });
        ensure(idsOf(lines).toSorted().join() === plain, `The capabilities ${text} change the files.`);
      }
    },
  },
  {
    id: 'input/hint-types',
    title: 'Hints of a wrong type are ignored or refused, and never an error of the server',
    requirement: 'Delta Sharing Protocol, "Read Data from a Table": predicateHints, jsonPredicateHints, limitHint',
    protects: 'Clients of the document, whose table says that predicateHints is a string.',
    level: 'full',
    check: async trial => {
      const path = `${trial.tableWith({ parquet: true }).path}/query`;
      for (const body of [
        { predicateHints: 'a = 1' },
        { predicateHints: [1, null] },
        { jsonPredicateHints: { op: 'and' } },
        { limitHint: -1 },
        { limitHint: 99_999_999_999 },
      ]) {
        await ensureSurvived(trial, { method: 'POST', path, body }, JSON.stringify(body));
      }
    },
  },
];

/** What may keep a server busy for long after it was given up: other rules, tried after it, would be answered late. */
export const exhaustingRules: readonly Rule[] = [
  {
    id: 'input/far-version',
    title: 'A version far above the newest one is refused, and does not take longer the farther it is',
    requirement: 'Delta Sharing Protocol, "Read Data from a Table": version; 400 or 404',
    protects: 'One recipient cannot keep the server at looking for commits that nobody made.',
    level: 'full',
    check: async trial => {
      const { path, version } = trial.tableWith({ history: true });
      for (const far of [version + 1_000_000, Number.MAX_SAFE_INTEGER]) {
        ensureRefused(await sendQuery(trial, path, { version: far }, anyFormat), 400, 404);
      }
    },
  },
];
