import type { ComparisonOp, Operand, Predicate } from '../predicate/predicate.ts';
import { compareValues } from './model-writer.ts';
import {
  type Kind,
  kindOf,
  type ModelFile,
  micros,
  partitionColumns,
  type Row,
  type Value,
} from './predicate-model.ts';

// What a predicate says of each row, evaluated the plain way, to compare with what is said of whole files.

/** What clients differ in. */
export interface Client {
  /** NaN equals itself and is above all numbers (SQL engines), or compares with nothing (pandas). */
  readonly nanIsLargest: boolean;
  /** A float is compared with a constant as a float, not as a double. */
  readonly narrowsConstants: boolean;
  /** Hours that the client is ahead of UTC, for timestamps without a zone. */
  readonly hoursAhead: number;
}

/** Clients between which the others lie. */
export const clients: readonly Client[] = [true, false].flatMap(nanIsLargest =>
  [true, false].flatMap(narrowsConstants =>
    [-12, 0, 14].map(hoursAhead => ({ nanIsLargest, narrowsConstants, hoursAhead })),
  ),
);

/** What a predicate is for a row: true, false or null (unknown), as SQL has it. */
export function evaluate(predicate: Predicate, file: ModelFile, own: Row, client: Client): boolean | null {
  switch (predicate.op) {
    case 'not': {
      const child = evaluate(predicate.children[0], file, own, client);
      return child === null ? null : !child;
    }
    case 'and':
    case 'or': {
      const children = predicate.children.map(child => evaluate(child, file, own, client));
      const decisive = predicate.op === 'or';
      if (children.includes(decisive)) return decisive;
      return children.includes(null) ? null : !decisive;
    }
    case 'isNull':
      return valueIn(predicate.children[0].name, file, own, client) === null;
    default:
      return compare(predicate.op, predicate.children, file, own, client);
  }
}

function valueIn(name: string, file: ModelFile, own: Row, client: Client): Value {
  const value = (partitionColumns.includes(name) ? file.partition[name] : own[name]) ?? null;
  // The protocol makes the empty text of a partition value a null.
  if (value === '' && partitionColumns.includes(name)) return null;
  const isLocal = kindOf(name) === 'timestamp_ntz' || (name === 'p_timestamp' && !file.zoned);
  return isLocal && typeof value === 'bigint' ? value - BigInt(client.hoursAhead) * 3_600_000_000n : value;
}

function compare(
  op: ComparisonOp,
  operands: readonly [Operand, Operand],
  file: ModelFile,
  own: Row,
  client: Client,
): boolean | null {
  const kind = kindOf(operands.find(({ op: which }) => which === 'column')?.['name' as never] ?? '');
  const [left, right] = operands.map(operand => {
    if (operand.op === 'column') return valueIn(operand.name, file, own, client);
    return constantOf(kind, operand.value, client);
  });
  if (left === undefined || right === undefined || left === null || right === null) return null;
  const order = compareValues(kind, left, right, client.nanIsLargest);
  if (order === undefined) return false;
  if (op === 'equal') return order === 0;
  if (op === 'lessThan') return order < 0;
  if (op === 'lessThanOrEqual') return order <= 0;
  return op === 'greaterThan' ? order > 0 : order >= 0;
}

function constantOf(kind: Kind, text: string, client: Client): Exclude<Value, null> {
  if (kind === 'long') return BigInt(text);
  if (kind === 'boolean') return text === 'true';
  if (kind === 'timestamp' || kind === 'timestamp_ntz')
    return micros(`${text.slice(0, 19)}Z`) + BigInt(text.slice(20, 26));
  if (kind === 'string' || kind === 'date') return text;
  return kind === 'float' && client.narrowsConstants ? Math.fround(Number(text)) : Number(text);
}
