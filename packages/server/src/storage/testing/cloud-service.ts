import { randomUUID } from 'node:crypto';
import type { Config } from '../../config.ts';
import type { StorageErrorCode } from '../errors.ts';

/** The settings of a workspace that are about stores. */
export type CloudSettings = Partial<Pick<Config, 'local_roots' | 's3' | 'azure_storage' | 'gcs'>>;

/** A place reached with wrong settings, and what the store's error says of it. */
export interface CloudMistake {
  readonly title: string;
  readonly settings: CloudSettings;
  /** Absent for the place itself. */
  readonly location?: string;
  readonly code: StorageErrorCode;
  readonly message: RegExp;
}

/** A store of one cloud that tests may write to. */
export interface CloudService {
  /** The location that tests write below: no slash at the end. */
  readonly root: string;
  /** The settings of a workspace that reach it. */
  readonly settings: CloudSettings;
  /** The URL of its bucket or container; undefined for a folder. */
  readonly bucketUrl?: string;
  /** Texts that no error may show. */
  readonly secrets: readonly string[];
  readonly mistakes: readonly CloudMistake[];
  /** Writes an object by its path below the root. */
  put(path: string, body: Uint8Array): Promise<void>;
  /** Ends it, and removes what was put. */
  stop(): Promise<void>;
}

/** A cloud that tests run against: a server of its kind on this machine, or the real one that a variable names. */
export interface TestCloud {
  readonly name: string;
  /** What the tests lack to run; undefined when they can. */
  readonly missing: string | undefined;
  /** Whether a variable names a real one, which stays when tests end. */
  readonly isReal: boolean;
  /** Most objects on one page of a listing. */
  readonly pageSize: number;
  start(): Promise<CloudService>;
}

/** How a cloud is written to by tests. */
export interface CloudWriter {
  put(path: string, body: Uint8Array): Promise<void>;
  remove(path: string): Promise<void>;
}

/**
 * The entry of a setting that a variable such as `BOATHOUSE_TEST_S3` has as JSON: tests run against the real cloud then,
 * below its location, with credentials that may write there.
 */
export const entryFrom = <Entry>(variable: string): Entry | undefined => {
  const json = process.env[variable];
  return json === undefined ? undefined : JSON.parse(json);
};

/** A writer that knows what it put, so that a real bucket can be left as it was. */
export const rememberingWriter = (writer: CloudWriter) => {
  const paths = new Set<string>();
  return {
    put: async (path: string, body: Uint8Array) => {
      paths.add(path);
      await writer.put(path, body);
    },
    removeAll: async () => {
      for (const path of paths) await writer.remove(path);
    },
  };
};

/** How a cloud ends: a server of ours stops, and takes what it stored along; a real one is cleaned. */
export type EndOfCloud = (clean: () => Promise<void>) => Promise<void>;

/** Port 1 is reserved; nothing listens there. */
export const nowhere = 'http://127.0.0.1:1';

/** A folder of a run's own below a prefix, which may be empty: real buckets are used by others, too. */
export const runFolder = (prefix: string): string =>
  [prefix, `boathouse-test-${randomUUID()}`].filter(part => part !== '').join('/');
