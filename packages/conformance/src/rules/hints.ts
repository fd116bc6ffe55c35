import { ensureSame } from '../answers.ts';
import { conditionsMet } from '../chance-conditions.ts';
import { type BoundColumn, compare, ensureKept, integerColumn, jsonHint, type Node, over } from '../hint-columns.ts';
import type { Rule, Trial } from '../rule.ts';
import { idsOf, readLines } from '../table-lines.ts';

const requirement = 'Delta Sharing Protocol, "JSON predicates for Filtering"';

/** Asks with a condition on the column. */
const ensureAllKept = async (trial: Trial, column: BoundColumn, conditions: readonly Node[]): Promise<void> => {
  for (const condition of conditions) await ensureKept(trial, column, jsonHint(condition));
};

const compareTo = (op: string, column: BoundColumn, value: number): Node => compare(op, column, String(value));

const not = (child: Node): Node => over('not', child);

export const hintRules: readonly Rule[] = [
  {
    id: 'hints/keep-matching-files',
    title: 'No comparison hides a file that holds matching rows',
    requirement,
    protects: 'Rows would be missing, and nobody would know.',
    level: 'core',
    check: async trial => {
      const column = await integerColumn(trial);
      const { least, greatest } = column;
      await ensureAllKept(trial, column, [
        compareTo('equal', column, least),
        compareTo('equal', column, greatest),
        compareTo('lessThan', column, least + 1),
        compareTo('lessThanOrEqual', column, least),
        compareTo('greaterThan', column, greatest - 1),
        compareTo('greaterThanOrEqual', column, greatest),
      ]);
    },
  },
  {
    id: 'hints/negation',
    title: 'A negated comparison hides no file that holds matching rows',
    requirement: `${requirement}: not`,
    protects: 'A server that turns "may match" around leaves out files in which only some rows match.',
    level: 'core',
    check: async trial => {
      const column = await integerColumn(trial);
      const { least, greatest } = column;
      await ensureAllKept(trial, column, [
        not(compareTo('greaterThanOrEqual', column, greatest)),
        not(compareTo('lessThanOrEqual', column, least)),
        not(compareTo('equal', column, least)),
        not(not(compareTo('equal', column, greatest))),
      ]);
    },
  },
  {
    id: 'hints/any-condition',
    title: 'Of many conditions made by chance, none hides a file with a row that meets it',
    requirement: `${requirement}: and, or, not and comparisons in any order`,
    protects: 'What goes wrong only where operators meet.',
    level: 'core',
    check: async trial => {
      const column = await integerColumn(trial);
      const met = conditionsMet(column, [column.least, column.greatest]);
      await ensureAllKept(trial, column, met.slice(0, 40));
    },
  },
  {
    id: 'hints/not-understood',
    title: 'A hint that is not understood is as good as none',
    requirement: 'Delta Sharing Protocol, "Read Data from a Table": hints are best effort',
    protects: 'New clients that send new operators.',
    level: 'core',
    check: async ({ send, tableWith }) => {
      const path = `${tableWith({ parquet: true, minFiles: 1 }).path}/query`;
      const ask = async (body: unknown) => idsOf(readLines(await send({ method: 'POST', path, body })));
      const all = await ask({});
      for (const jsonPredicateHints of ['', '{', '{"op":"resembles","children":[]}', '7']) {
        ensureSame(await ask({ jsonPredicateHints }), all, `Files with the hint ${JSON.stringify(jsonPredicateHints)}`);
      }
      ensureSame(await ask({ predicateHints: ['WHERE ; DROP'] }), all, 'Files with a hint that is no SQL');
    },
  },
];
