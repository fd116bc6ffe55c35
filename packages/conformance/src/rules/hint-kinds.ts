import { columnsOf, dataFilesOf } from '../data-files.ts';
import { ensure, NotTried } from '../finding.ts';
import {
  type BoundColumn,
  boundColumns,
  boundColumnsOf,
  compare,
  ensureKept,
  isNull,
  jsonHint,
  over,
} from '../hint-columns.ts';
import type { Rule, Trial } from '../rule.ts';
import { query } from '../table-calls.ts';
import { idsOf } from '../table-lines.ts';

const jsonRequirement = 'Delta Sharing Protocol, "JSON predicates for Filtering"';
const sqlRequirement = 'Delta Sharing Protocol, "SQL Expressions for Filtering"';

/** One column of each type, of the file that comes first with it. */
const oneOfEachType = (columns: readonly BoundColumn[]): readonly BoundColumn[] => [
  ...new Map(columns.toReversed().map(column => [column.valueType, column])).values(),
];

const quoted = ({ valueType }: BoundColumn, value: string): string =>
  ['string', 'date'].includes(valueType) ? `'${value.replaceAll("'", "''")}'` : value;

/** Names that SQL reads without quotes. */
const isPlain = ({ name, min, max }: BoundColumn): boolean => /^[a-z_]\w*$/i.test(name) && !/[\\']/.test(min + max);

const firstWith = (
  columns: readonly BoundColumn[],
  matches: (column: BoundColumn) => boolean,
  what: string,
): BoundColumn => {
  const column = columns.find(matches);
  if (column === undefined) throw new NotTried(`The profile shows no table of several files with ${what}`);
  return column;
};

const hasSomeNulls = ({ nulls = 0 }: BoundColumn): boolean => nulls > 0;

/** Of the table as it was before its last commit, a file has one row without any value, and one with all. */
const knownNulls = async (trial: Trial): Promise<BoundColumn> => {
  const { path } = await trial.lab().table('schema-evolution', { upToVersion: 6 });
  return firstWith(await boundColumnsOf(trial, path), hasSomeNulls, 'columns of which some rows have no value');
};

const recordsOf = ({ file }: BoundColumn): number => Number(file.stats?.['numRecords'] ?? 0);

export const hintKindRules: readonly Rule[] = [
  {
    id: 'hints/each-type',
    title: 'No bound of a column hides the file that has it: numbers, texts, dates and floating points',
    requirement: jsonRequirement,
    protects: 'Rows would be missing where texts are compared as numbers, or dates as texts.',
    level: 'core',
    check: async trial => {
      for (const column of oneOfEachType(await boundColumns(trial))) {
        await ensureKept(trial, column, jsonHint(compare('greaterThanOrEqual', column, column.min)));
        await ensureKept(trial, column, jsonHint(compare('lessThanOrEqual', column, column.max)));
      }
    },
  },
  {
    id: 'hints/and-or',
    title: 'and and or hide no file of which rows meet them',
    requirement: `${jsonRequirement}: and, or`,
    protects: 'Engines send every condition of a query as one and, and lists of values as one or.',
    level: 'core',
    check: async trial => {
      const column = firstWith(
        await boundColumns(trial),
        ({ valueType }) => valueType !== 'string',
        'bounds of numbers or dates',
      );
      const [low, high] = [
        compare('greaterThanOrEqual', column, column.min),
        compare('lessThanOrEqual', column, column.max),
      ];
      const never = compare('lessThan', column, column.min);
      await ensureKept(trial, column, jsonHint(over('and', low, high)));
      await ensureKept(trial, column, jsonHint(over('or', never, high)));
      await ensureKept(trial, column, jsonHint(over('or', never, over('and', low, high))));
      await ensureKept(trial, column, jsonHint(over('not', over('and', never, low))));
    },
  },
  {
    id: 'hints/nulls',
    title: 'isNull keeps files with rows that have no value, and its negation those with rows that have one',
    requirement: `${jsonRequirement}: isNull`,
    protects: 'A column that has least and greatest values may still have rows without one.',
    level: 'core',
    check: async trial => {
      const columns = await boundColumns(trial);
      const some = columns.find(hasSomeNulls) ?? (await knownNulls(trial));
      await ensureKept(trial, some, jsonHint(isNull(some)));
      const valued = firstWith(
        columns,
        column => column.nulls !== undefined && column.nulls < recordsOf(column),
        'counts of nulls',
      );
      await ensureKept(trial, valued, jsonHint(over('not', isNull(valued))));
    },
  },
  {
    id: 'hints/sql',
    title: 'No SQL hint hides a file that holds matching rows',
    requirement: sqlRequirement,
    protects: 'Rows would be missing, and nobody would know.',
    level: 'core',
    check: async trial => {
      for (const column of oneOfEachType((await boundColumns(trial)).filter(isPlain))) {
        const { name, min, max } = column;
        await ensureKept(trial, column, { predicateHints: [`${name} >= ${quoted(column, min)}`] });
        await ensureKept(trial, column, { predicateHints: [`${name} <= ${quoted(column, max)}`] });
        await ensureKept(trial, column, { predicateHints: [`${name} IS NOT NULL`] });
      }
    },
  },
  {
    id: 'hints/partitions',
    title: 'A condition on a partition keeps every file of it, also with a limitHint, which counts after it',
    requirement: `${jsonRequirement}; "Read Data from a Table": limitHint comes after predicates`,
    protects: 'A limit that is counted before the condition gives files of other partitions alone.',
    level: 'core',
    check: async trial => {
      const { path, partitionColumns } = trial.tableWith({ parquet: true, partitioned: true, minFiles: 2 });
      const { lines } = await query(trial, path, {});
      const types = new Map(columnsOf(lines).map(({ name, type }) => [name, type]));
      const name = partitionColumns.find(column =>
        ['string', 'integer', 'long', 'date'].includes(String(types.get(column))),
      );
      if (name === undefined) throw new NotTried('The profile shows no partition column of text, integers or dates');
      const type = String(types.get(name));
      const column = { name, valueType: type === 'integer' ? 'int' : type };
      const files = dataFilesOf(lines).filter(({ partitionValues }) => Boolean(partitionValues[name]));
      for (const value of [files.at(0), files.at(-1)].map(file => String(file?.partitionValues[name] ?? ''))) {
        if (value === '') continue;
        const own = new Set(files.filter(({ partitionValues }) => partitionValues[name] === value).map(({ id }) => id));
        const jsonPredicateHints = JSON.stringify(compare('equal', column, value));
        const found = idsOf((await query(trial, path, { jsonPredicateHints })).lines);
        ensure(
          [...own].every(id => found.includes(id)),
          `A file of ${name} = ${value} is left out.`,
        );
        const limited = idsOf((await query(trial, path, { jsonPredicateHints, limitHint: 1 })).lines);
        ensure(
          limited.some(id => own.has(id)),
          `With limitHint 1 no file of ${name} = ${value} came.`,
        );
      }
    },
  },
];
