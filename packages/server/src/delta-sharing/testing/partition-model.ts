import fc from 'fast-check';
import type { Action } from './log-table.ts';

// Random partitioned tables with a history, random filters on them, and what passes those, by the plainest reading.

const field = (name: string, type: string) => ({ name, type, nullable: true, metadata: {} });

/** What the tables of the model are like: a column of data, and partitions of three types. */
export const modelTraits = {
  partitionColumns: ['country', 'level', 'day'],
  fields: [field('id', 'integer'), field('country', 'string'), field('level', 'integer'), field('day', 'date')],
  configuration: { 'delta.enableChangeDataFeed': 'true' },
};

/** The partition of a file, as the log writes it. */
export type PartitionValues = Readonly<Record<string, string | null>>;

/** Something that a commit does to a file. */
export interface ModelAction {
  readonly action: 'add' | 'remove' | 'cdc';
  readonly name: string;
  readonly values: PartitionValues;
}

/** `DE` more often than others, for filters to meet files. */
const countries = ['DE', 'DE', 'DE', 'de', 'D%', 'D_', 'DEX', 'it\'s "\\ x', 'ü'];
const partition: fc.Arbitrary<PartitionValues> = fc.record({
  country: fc.constantFrom(...countries, '', null),
  level: fc.constantFrom('7', '07', '7', '-1', null),
  day: fc.constantFrom('2024-02-29', '2024-03-01', null),
});

const commit = fc.record({
  added: fc.array(partition, { minLength: 1, maxLength: 6 }),
  changed: fc.array(partition, { maxLength: 3 }),
  removed: fc.nat(),
});

/** The commits of a table: each adds files, the later ones remove one too, and some have files of changes. */
export const modelHistory: fc.Arbitrary<readonly (readonly ModelAction[])[]> = fc
  .array(commit, { minLength: 2, maxLength: 4 })
  .map(commits => {
    const active: ModelAction[] = [];
    return commits.map(({ added, changed, removed }, version) => {
      const gone = active.length === 0 ? [] : active.splice(removed % active.length, 1);
      const adds = added.map((values, at) => ({ action: 'add', name: `a${version}-${at}`, values }) as const);
      const changes = changed.map((values, at) => ({ action: 'cdc', name: `c${version}-${at}`, values }) as const);
      active.push(...adds);
      return [...gone.map(file => ({ ...file, action: 'remove' as const })), ...adds, ...changes];
    });
  });

/** An action as the log has it. */
export const toLogAction = ({ action, name, values }: ModelAction): Action => ({
  [action]: {
    path: `${action === 'cdc' ? '_change_data/' : ''}${name}.parquet`,
    partitionValues: values,
    size: 100,
    dataChange: action !== 'cdc',
    ...(action === 'add' ? { modificationTime: 1, stats: '{"numRecords":10}' } : {}),
    ...(action === 'remove' ? { deletionTimestamp: 1, extendedFileMetadata: true } : {}),
  },
});

/** A condition as an administrator sends it. */
export interface ModelCondition {
  readonly name: string;
  readonly op: 'EQUAL' | 'LIKE';
  readonly value?: string;
  readonly recipient_property_key?: string;
}

const conditionOn = (name: string, ops: readonly ('EQUAL' | 'LIKE')[], values: readonly string[], keys: string[]) =>
  fc
    .record({
      op: fc.constantFrom(...ops),
      value: fc.option(fc.constantFrom(...values), { nil: undefined }),
      key: fc.option(fc.constantFrom(...keys), { nil: undefined, freq: 2 }),
    })
    .map(({ op, value, key }): ModelCondition => {
      if (key !== undefined) return { name, op, recipient_property_key: key };
      return value === undefined ? { name, op: 'EQUAL' } : { name, op, value };
    });

const patterns = ['%', 'D%', 'D%', '_E', 'D\\%', 'D\\_', '%x', '_', 'd_%', ''];
const onCountry = fc.oneof(
  conditionOn('country', ['EQUAL'], countries, ['home', 'nothing']),
  conditionOn('COUNTRY', ['LIKE'], patterns, ['home', 'nothing']),
);
const onLevel = conditionOn('level', ['EQUAL'], ['7', '007', '-1'], ['rank', 'nothing']);
const onDay = conditionOn('day', ['EQUAL'], ['2024-02-29', '2024-03-01'], ['nothing']);

/** A filter: clauses that are joined by OR, of conditions that are joined by AND, at most one on a column. */
export const modelFilter: fc.Arbitrary<readonly (readonly ModelCondition[])[]> = fc.array(
  fc
    .tuple(...[onCountry, onLevel, onDay].map(condition => fc.option(condition, { nil: undefined, freq: 2 })))
    .map(conditions => conditions.filter(condition => condition !== undefined))
    .filter(conditions => conditions.length > 0),
  { minLength: 1, maxLength: 3 },
);

/** Whether a text is like a pattern, character by character. */
const isLike = (text: readonly string[], pattern: readonly string[]): boolean => {
  const [character, ...rest] = pattern;
  if (character === undefined) return text.length === 0;
  if (character === '%') return isLike(text, rest) || (text.length > 0 && isLike(text.slice(1), pattern));
  const [wanted, after] = character === '\\' ? [rest[0], rest.slice(1)] : [character, rest];
  const fits = text.length > 0 && (character === '_' || text[0] === wanted);
  return fits && isLike(text.slice(1), after);
};

const holds = (
  { name, op, value, recipient_property_key: key }: ModelCondition,
  values: PartitionValues,
  properties: Readonly<Record<string, string>>,
): boolean => {
  const column = name.toLowerCase();
  const own = values[column] === '' ? null : values[column];
  const wanted = key === undefined ? value : properties[key];
  if (wanted === undefined) return key === undefined && own === null;
  if (own === null || own === undefined) return false;
  if (op === 'LIKE') return isLike([...own], [...wanted]);
  return column === 'level' ? Number(own) === Number(wanted) : own === wanted;
};

/** Whether a recipient with these properties may see files of a partition. */
export const passes = (
  filter: readonly (readonly ModelCondition[])[],
  values: PartitionValues,
  properties: Readonly<Record<string, string>>,
): boolean => filter.some(clause => clause.every(condition => holds(condition, values, properties)));
