import { ObjectNotFound } from '@boathouse/delta';
import { StorageError, type StorageErrorCode, systemCode } from './errors.ts';

/** What was asked of a bucket or container, for the message of an error. */
export interface StoreRequest {
  /** URL of the bucket or container, without a signature. */
  readonly url: string;
  /** The table's location. */
  readonly location: string;
  /** The object's path below the location; absent when a folder was listed. */
  readonly path?: string | undefined;
}

/** An answer of a storage service that is a refusal. */
export class StoreRefusal extends Error {
  readonly status: number;
  /** The service's own word, such as `BlobNotFound`; empty when it said none. */
  readonly code: string;

  constructor(status: number, code: string) {
    super(`${status} ${code}`);
    this.name = 'StoreRefusal';
    this.status = status;
    this.code = code;
  }
}

/** An answer of a storage service that is no refusal, and not what was asked for. The message says why. */
export class UnreadableAnswer extends Error {
  override readonly name = 'UnreadableAnswer';
}

/** What a refusal means, and what is to be checked. */
export interface Meaning {
  readonly code: StorageErrorCode;
  readonly check: string;
}

/** What the refusals of one service mean. */
export interface RefusalMeanings {
  /** By the service's own word. */
  readonly byCode: Readonly<Record<string, Meaning>>;
  /** Of 401 and 403 without such a word. */
  readonly denied: Meaning;
  /** What to check when nothing else is known. */
  readonly check: string;
  /** What to check when there is no answer. */
  readonly checkNetwork: string;
  /** Whether it says that the object does not exist. */
  readonly isAbsence: (refusal: StoreRefusal) => boolean;
}

const isOverload = ({ status }: StoreRefusal): boolean => status >= 500 || status === 429 || status === 408;

const meaningOf = (refusal: StoreRefusal, { byCode, denied, check }: RefusalMeanings): Meaning => {
  const known = byCode[refusal.code];
  if (known !== undefined) return known;
  if (isOverload(refusal)) {
    return { code: 'UNAVAILABLE', check: 'The store is overloaded or failing; try again later.' };
  }
  return refusal.status === 401 || refusal.status === 403 ? denied : { code: 'FAILED', check };
};

/** Whether asking again soon may help. */
export const isPassing = (error: unknown): boolean =>
  error instanceof StoreRefusal ? isOverload(error) : systemCode(error) === 'ECONNRESET';

/** What a failed request means: `ObjectNotFound`, or a `StorageError` that says what to check. Neither shows a signature. */
export const translateRefusal = (
  error: unknown,
  { url, location, path }: StoreRequest,
  meanings: RefusalMeanings,
): Error => {
  if (error instanceof StorageError || error instanceof ObjectNotFound) return error;
  if (path !== undefined && error instanceof StoreRefusal && meanings.isAbsence(error)) return new ObjectNotFound(path);
  const what = path === undefined ? `Listing ${location}` : `Reading ${JSON.stringify(path)} of ${location}`;
  if (error instanceof UnreadableAnswer) {
    return new StorageError('FAILED', `${what} failed: ${error.message}. ${meanings.check}`);
  }
  if (!(error instanceof StoreRefusal)) {
    const reason = systemCode(error) ?? 'the answer ended early';
    const message = `${what} failed: no answer from ${url} (${reason}). ${meanings.checkNetwork}`;
    return new StorageError('UNAVAILABLE', message);
  }
  const { code, check } = meaningOf(error, meanings);
  const said = `${error.status} ${error.code}`.trimEnd();
  return new StorageError(code, `${what} failed: ${url} answered ${said}. ${check}`);
};
