import { checkPartitionFilter, DeltaError, type Snapshot } from '@boathouse/delta';
import { ApiError } from '../http/api-error.ts';
import type { DataObject, SharedPartition, SharedPartitionValue } from './data-object.ts';
import { resolvePartitions } from './partition-filter.ts';

/** Conditions of one filter: every query of a recipient evaluates them. */
const maxConditions = 1000;
/** Characters of a value, as long as the longest pattern of LIKE; and of a property's key. */
const maxValue = 1000;
const maxKey = 255;

/** What is wrong with a condition by itself; undefined when nothing is. */
const flawOf = ({ name, op, value, recipient_property_key: key }: SharedPartitionValue): string | undefined => {
  if (name === undefined || name === '') return 'has no name: name a partition column';
  if (op === undefined) return `on '${name}' has no op: it is EQUAL or LIKE`;
  if (value !== undefined && key !== undefined)
    return `on '${name}' has a value and a recipient_property_key, which exclude each other`;
  if (op === 'LIKE' && value === undefined && key === undefined)
    return `on '${name}' compares with NULL, which takes the op EQUAL`;
  if (key !== undefined && (key === '' || key.length > maxKey))
    return `on '${name}' has a recipient_property_key that is not of 1 to ${maxKey} characters`;
  return (value ?? '').length > maxValue ? `on '${name}' has a value of more than ${maxValue} characters` : undefined;
};

/** What is wrong with the conditions of a clause together: two values of one column are never both there. */
const flawOfClause = ({ values = [] }: SharedPartition): string | undefined => {
  if (values.length === 0) return 'has no values: it would match every row';
  const equal = values.filter(({ op }) => op === 'EQUAL').map(({ name }) => name?.toLowerCase());
  const twice = equal.find((name, index) => equal.indexOf(name) !== index);
  if (twice === undefined) return undefined;
  return `compares '${twice}' by EQUAL twice, which no row can match: make another partition of it, for partitions are joined by OR`;
};

/** A property stands for any text; whether that fits the column, a recipient's query finds out. */
const anyProperty = (_: string, op: 'EQUAL' | 'LIKE') => (op === 'LIKE' ? '%' : null);

/**
 * Checks the partition filter of a table that is to be shared, against the table as it is now.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE
 */
export const checkPartitions = ({ name, partitions = [] }: DataObject, snapshot: Snapshot): void => {
  const refuse = (flaw: string): ApiError =>
    new ApiError('INVALID_PARAMETER_VALUE', `'${name}' cannot be shared with these partitions: ${flaw}.`);
  if (partitions.length === 0) return;
  const count = partitions.reduce((sum, { values = [] }) => sum + values.length, 0);
  if (count > maxConditions) throw refuse(`they have ${count} values; the most is ${maxConditions}`);
  for (const [index, partition] of partitions.entries()) {
    const flaw = flawOfClause(partition);
    if (flaw !== undefined) throw refuse(`number ${index + 1} ${flaw}`);
    const wrong = (partition.values ?? []).map(flawOf).find(found => found !== undefined);
    if (wrong !== undefined) throw refuse(`a value of number ${index + 1} ${wrong}`);
  }
  try {
    checkPartitionFilter(resolvePartitions(partitions, anyProperty), snapshot);
  } catch (error) {
    if (error instanceof DeltaError) throw refuse(error.message);
    throw error;
  }
};

/** A filter as it is kept, to come back as it was given; null when there is none. */
export const keepPartitions = ({ partitions = [] }: DataObject): string | null => {
  if (partitions.length === 0) return null;
  const kept = partitions.map(({ values = [] }) => ({
    values: values.map(({ name, op, value, recipient_property_key }) => ({ name, op, value, recipient_property_key })),
  }));
  return JSON.stringify(kept);
};
