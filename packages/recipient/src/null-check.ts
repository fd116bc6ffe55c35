import type { Batch } from './batch.ts';
import type { Cell } from './cell.ts';
import { invalidDataFile } from './errors.ts';
import { type DataType, isScalar, type StructType } from './schema.ts';

type Check = (cell: Cell) => void;

/**
 * Makes the function that holds batches to what the table says of its columns: formats that state a schema cannot keep a null
 * in a column that has none by that schema. A table whose columns may all be null costs nothing.
 *
 * @throws {SharingError} `INVALID_DATA_FILE`, from the function
 */
export function nullChecker(schema: StructType): (batch: Batch) => Batch {
  const checks = schema.fields.map(({ name, type, nullable }) => checkOf(type, nullable, name));
  return batch => {
    for (const [i, check] of checks.entries()) {
      const cells = batch.columns[i];
      if (check && cells) for (let row = 0; row < cells.length; row += 1) check(cells[row] ?? null);
    }
    return batch;
  };
}

function checkOf(type: DataType, nullable: boolean, column: string): Check | undefined {
  const inner = innerCheck(type, column);
  if (nullable) return inner && (cell => cell !== null && inner(cell));
  return cell => {
    if (cell === null) {
      throw invalidDataFile(`Column "${column}" holds a null, and the table says that it holds none.`);
    }
    inner?.(cell);
  };
}

/** What to check inside of a cell that is not null. */
function innerCheck(type: DataType, column: string): Check | undefined {
  if (isScalar(type)) return undefined;
  if (type.kind === 'array') return eachItem(checkOf(type.element, type.containsNull, column));
  if (type.kind === 'map') {
    const key = checkOf(type.key, false, column);
    const value = checkOf(type.value, type.valueContainsNull, column);
    return eachItem(pair => {
      if (!Array.isArray(pair)) return;
      key?.(pair[0]);
      value?.(pair[1]);
    });
  }
  return type.kind === 'struct' ? eachMember(type, column) : undefined;
}

function eachItem(check: Check | undefined): Check | undefined {
  if (check === undefined) return undefined;
  return cell => {
    if (Array.isArray(cell)) for (const item of cell) check(item);
  };
}

function eachMember(type: StructType, column: string): Check | undefined {
  const checks = type.fields.flatMap(field => {
    const check = checkOf(field.type, field.nullable, `${column}.${field.name}`);
    return check ? [{ name: field.name, check }] : [];
  });
  if (checks.length === 0) return undefined;
  return cell => {
    const members = cell as { readonly [name: string]: Cell };
    for (const { name, check } of checks) check(members[name] ?? null);
  };
}
