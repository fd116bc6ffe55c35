import { ensure, NotTried } from '../finding.ts';
import type { Rule, Trial } from '../rule.ts';
import { fileLines, idsOf, parseObject, readLines } from '../table-lines.ts';

const requirement = 'Delta Sharing Protocol, "JSON predicates for Filtering"';

interface Column {
  readonly path: string;
  readonly name: string;
  readonly valueType: 'int' | 'long';
  /** Of one file: what its statistics say. */
  readonly file: { readonly id: string; readonly min: number; readonly max: number };
}

const integers: Readonly<Record<string, Column['valueType']>> = {
  integer: 'int',
  short: 'int',
  byte: 'int',
  long: 'long',
};

/** A column of integers with statistics, and a file in which it has more than one value. */
const findColumn = async ({ send, tables }: Trial): Promise<Column> => {
  for (const { path } of tables.filter(table => table.parquet && table.files > 1)) {
    const lines = readLines(await send({ method: 'POST', path: `${path}/query`, body: {} }));
    const schema = parseObject(String(lines[1]?.fields['schemaString']), 'schemaString');
    for (const { name, type } of schema['fields'] as readonly { name: string; type: unknown }[]) {
      const valueType = typeof type === 'string' ? integers[type] : undefined;
      if (valueType === undefined) continue;
      for (const { fields } of fileLines(lines)) {
        const stats = parseObject(String(fields['stats'] ?? '{}'), 'stats');
        const [min, max] = ['minValues', 'maxValues'].map(key => (stats[key] as Record<string, unknown>)?.[name]);
        if (typeof min === 'number' && typeof max === 'number' && Number.isSafeInteger(min) && min < max) {
          return { path, name, valueType, file: { id: String(fields['id']), min, max } };
        }
      }
    }
  }
  throw new NotTried('The profile shows no table of several files with statistics of a column of integers');
};

type Node = Readonly<Record<string, unknown>>;

const compare = (op: string, { name, valueType }: Column, value: number): Node => ({
  op,
  children: [
    { op: 'column', name, valueType },
    { op: 'literal', value: String(value), valueType },
  ],
});

const not = (child: Node): Node => ({ op: 'not', children: [child] });

/** Asks with a condition that rows of the file meet; it must be among the files that come. */
const ensureKept = async ({ send }: Trial, { path, file }: Column, condition: Node): Promise<void> => {
  const body = { jsonPredicateHints: JSON.stringify(condition) };
  const ids = idsOf(readLines(await send({ method: 'POST', path: `${path}/query`, body })));
  ensure(ids.includes(file.id), `A file that holds rows of ${body.jsonPredicateHints} is left out.`);
};

export const hintRules: readonly Rule[] = [
  {
    id: 'hints/keep-matching-files',
    title: 'No comparison hides a file that holds matching rows',
    requirement,
    protects: 'Rows would be missing, and nobody would know.',
    level: 'core',
    check: async trial => {
      const column = await findColumn(trial);
      const { min, max } = column.file;
      await ensureKept(trial, column, compare('equal', column, min));
      await ensureKept(trial, column, compare('equal', column, max));
      await ensureKept(trial, column, compare('lessThan', column, min + 1));
      await ensureKept(trial, column, compare('lessThanOrEqual', column, min));
      await ensureKept(trial, column, compare('greaterThan', column, max - 1));
      await ensureKept(trial, column, compare('greaterThanOrEqual', column, max));
    },
  },
  {
    id: 'hints/negation',
    title: 'A negated comparison hides no file that holds matching rows',
    requirement: `${requirement}: not`,
    protects: 'A server that turns "may match" around leaves out files in which only some rows match.',
    level: 'core',
    check: async trial => {
      const column = await findColumn(trial);
      const { min, max } = column.file;
      await ensureKept(trial, column, not(compare('greaterThanOrEqual', column, max)));
      await ensureKept(trial, column, not(compare('lessThanOrEqual', column, min)));
      await ensureKept(trial, column, not(compare('equal', column, min)));
      await ensureKept(trial, column, not(not(compare('equal', column, max))));
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
      const ask = async (body: unknown) => idsOf(readLines(await send({ method: 'POST', path, body }))).join();
      const all = await ask({});
      for (const jsonPredicateHints of ['', '{', '{"op":"resembles","children":[]}', '7']) {
        ensure((await ask({ jsonPredicateHints })) === all, `The hint ${jsonPredicateHints} changes the answer.`);
      }
      ensure((await ask({ predicateHints: ['WHERE ; DROP'] })) === all, 'A hint that is no SQL changes the answer.');
    },
  },
];
