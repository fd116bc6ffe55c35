import { LabError, reasonOf } from './lab-error.ts';

/** A folder of the suite's own, in storage that the server reads. */
export interface Storage {
  /** URL of the folder, without a slash at its end, as the server is told. */
  readonly url: string;
  /**
   * Writes a file whole, over one that is there.
   *
   * @param path below the folder, as it is: nothing in it is escaped
   * @throws LabError
   */
  write(path: string, content: Uint8Array): Promise<void>;
  /** Removes everything that was written. @throws LabError */
  remove(): Promise<void>;
}

/** What a folder is opened with. */
export interface StorageOptions {
  /** The URL that the user gave: the folder is made below it. */
  readonly root: URL;
  /** Its name. */
  readonly folder: string;
  /** Milliseconds that a write may take. */
  readonly timeout: number;
}

/**
 * Does something to a storage.
 *
 * @param url what a failure names
 * @throws LabError for whatever the system or a library throws
 */
export const attemptAt = async (url: string, action: () => Promise<unknown>): Promise<void> => {
  try {
    await action();
  } catch (error) {
    throw new LabError(`The storage ${url} cannot be written: ${reasonOf(error)}`);
  }
};
