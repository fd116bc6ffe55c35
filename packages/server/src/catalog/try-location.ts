import { ObjectNotFound } from '@boathouse/delta';
import { LocationError, StorageError } from '../storage/errors.ts';
import type { TableStore } from '../storage/object-store.ts';

/** How one operation on storage went. */
export interface Trial {
  readonly operation: 'LIST' | 'READ';
  /** Why it failed; undefined when it did not. */
  readonly failure: string | undefined;
}

/** Nobody has an object of this name: a store that says so lets the credential read. */
const probe = '_boathouse_probe';

const failureOf = async (tried: () => Promise<void>): Promise<string | undefined> => {
  try {
    await tried();
    return undefined;
  } catch (error) {
    if (error instanceof ObjectNotFound) return undefined;
    if (error instanceof LocationError || error instanceof StorageError) return error.message;
    throw error;
  }
};

/**
 * Tries what the workspace needs to do with a location: to list it and to read what is in it.
 *
 * @param open gives its store, or throws what the stores throw
 */
export const tryLocation = async (open: () => TableStore): Promise<readonly Trial[]> => {
  const list = async () => {
    // One page is enough.
    for await (const _ of open().list('')) return;
  };
  const read = async () => {
    await open().read(probe);
  };
  return [
    { operation: 'LIST', failure: await failureOf(list) },
    { operation: 'READ', failure: await failureOf(read) },
  ];
};
