import { expect, it } from 'vitest';
import type { SavedResult, ServerResults } from '../../interop/conformance/saved-results.ts';
import { conformancePage } from './conformance-page.ts';

const rules = [{ id: 'query/lines' }, { id: 'paging/whole' }];

const serverOf = (server: string, results: readonly SavedResult[]): ServerResults => ({
  server,
  version: '1.2',
  date: '2026-01-02',
  runs: [{ on: 'SQLite, S3', command: 'boathouse conformance sharing -o json', results }],
});

const own = serverOf('Boathouse', [
  { rule: { id: 'query/lines' }, outcome: 'pass' },
  { rule: { id: 'paging/whole' }, outcome: 'pass' },
]);

const broken: SavedResult = {
  rule: { id: 'query/lines' },
  outcome: 'fail',
  reason: 'It answers <html>.',
  exchanges: [{ request: 'POST /query', response: '200\n\n<html>' }],
};

it('has a column for each run, and a link to each rule', () => {
  const page = conformancePage(rules, [
    own,
    serverOf('Crane', [{ rule: { id: 'query/lines' }, outcome: 'not tried' }]),
  ]);
  expect(page).toContain('| Boathouse 1.2 | SQLite, S3 | 2026-01-02 | 2 | 0 | 0 | 0 |');
  expect(page).toContain('| rule | Boathouse: SQLite, S3 | Crane: SQLite, S3 |');
  expect(page).toContain('| [`query/lines`](conformance-rules.md#querylines) | ✓ | ? not tried |');
  expect(page).toContain('| [`paging/whole`](conformance-rules.md#pagingwhole) | ✓ | not run |');
  expect(page).toContain('There are none.');
  expect(page).toContain('Crane 1.2, SQLite, S3:\n\n```\nboathouse conformance sharing -o json\n```');
});

it('says plainly that there is no other server yet', () => {
  expect(conformancePage(rules, [own])).toContain("No other server's results are here yet.");
  expect(conformancePage(rules, [own, serverOf('Crane', [])])).not.toContain('No other server');
});

it('says once of each server what it does not offer', () => {
  const result: SavedResult = { rule: { id: 'paging/whole' }, outcome: 'not offered', reason: 'It has no <pages>.' };
  const crane = serverOf('Crane', [result]);
  const page = conformancePage(rules, [{ ...crane, runs: [...crane.runs, ...crane.runs] }]);
  expect(page.match(/- Crane, \[.*: It has no \\<pages\\>\./g)).toHaveLength(1);
  expect(conformancePage(rules, [own])).toContain('## What is not offered\n\nNothing.');
});

it('shows a failure with its exchange and what looking at it came to', () => {
  const judgements = { 'query/lines': 'The server answers a page for people.' };
  const page = conformancePage(rules, [own, { ...serverOf('Crane', [broken]), judgements }]);
  expect(page).toContain('| ✓ | ✗ **fail** |');
  expect(page).toContain('### Crane, SQLite, S3: query/lines\n');
  expect(page).toContain('It answers \\<html\\>.\n\nChecked by hand: The server answers a page for people.');
  expect(page).toContain('<summary>The exchange</summary>\n\n```\n> POST /query\n\n< 200\n\n<html>\n```\n\n</details>');
});

it('shows as much of an exchange as shows what is wrong, and what else has to be known of a server', () => {
  const exchanges = [{ request: 'GET /shares', response: 'x'.repeat(5000) }];
  const judgements = { 'query/lines': 'So it is.' };
  const crane = { ...serverOf('Crane', [{ ...broken, exchanges }]), judgements, remarks: 'Built by hand.' };
  const page = conformancePage(rules, [crane]);
  expect(page).toContain(`\n< ${'x'.repeat(800)} …\n`);
  expect(page).toContain('Crane 1.2: Built by hand.');
});

it('is not made while nobody has looked at a failure', () => {
  expect(() => conformancePage(rules, [serverOf('Crane', [broken])])).toThrow(
    'Crane breaks query/lines: say in "judgements" what looking at the exchange came to.',
  );
});
