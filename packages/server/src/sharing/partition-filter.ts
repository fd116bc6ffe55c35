import type { PartitionCondition, PartitionFilter } from '@boathouse/delta';
import type { SharedPartition, SharedPartitionValue } from './data-object.ts';

/** Gives what a recipient's property of a key stands for in a condition; undefined when the recipient has none. */
export type PropertyValue = (key: string, op: PartitionCondition['op']) => string | null | undefined;

/** A condition that holds for this recipient, or undefined when none can: they lack the property. */
const resolveValue = (
  { name = '', op = 'EQUAL', value, recipient_property_key: key }: SharedPartitionValue,
  property: PropertyValue,
): PartitionCondition | undefined => {
  const constant = key === undefined ? (value ?? null) : property(key, op);
  return constant === undefined ? undefined : { column: name, op, value: constant };
};

/**
 * Makes the filter of a shared table out of what its provider wrote. A clause with a property that the recipient lacks
 * matches nothing, and a filter whose clauses all do shows nothing.
 */
export const resolvePartitions = (
  partitions: readonly SharedPartition[],
  property: PropertyValue,
): PartitionFilter => ({
  clauses: partitions.flatMap(({ values = [] }) => {
    const conditions = values.flatMap(value => resolveValue(value, property) ?? []);
    // An empty clause would pass everything.
    return values.length > 0 && conditions.length === values.length ? [conditions] : [];
  }),
});

/** The properties of a recipient, for `resolvePartitions`. */
export const propertyOf =
  (properties: Readonly<Record<string, string>>): PropertyValue =>
  key =>
    Object.hasOwn(properties, key) ? properties[key] : undefined;
