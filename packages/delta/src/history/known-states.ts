import type { StoredObject } from '../object-reader.ts';
import type { TableState } from './table-state.ts';

/** States that are remembered. */
const maxStates = 256;
/** Characters of a schema that is remembered: real ones have far fewer. */
const maxSchema = 1024 * 1024;

/**
 * What was in force after some commits, so that whoever follows a table from commit to commit needs no snapshot of each
 * of them.
 */
export class KnownStates {
  readonly #states = new Map<string, TableState>();

  /** The state after a commit of a table, if it is remembered. */
  get(tableId: string, commit: StoredObject): TableState | undefined {
    return this.#states.get(keyOf(tableId, commit));
  }

  /** Remembers a state, and forgets the one that was remembered first when there are too many. */
  add(tableId: string, commit: StoredObject, state: TableState): void {
    if (state.metadata.schemaString.length > maxSchema) return;
    const key = keyOf(tableId, commit);
    this.#states.delete(key);
    this.#states.set(key, state);
    const [oldest] = this.#states.keys();
    if (this.#states.size > maxStates && oldest !== undefined) this.#states.delete(oldest);
  }
}

/** A table that is made anew has other commits under the same names. */
function keyOf(tableId: string, { path, size, modificationTime }: StoredObject): string {
  return JSON.stringify([tableId, path, size, modificationTime]);
}
