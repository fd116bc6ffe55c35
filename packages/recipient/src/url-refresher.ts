import { type ClientErrorCode, SharingError } from './errors.ts';
import type { FileLine } from './lines.ts';
import type { QueryAnswer } from './query.ts';

/** Where a data file's URL comes from when its own has run out. All files of a read share one. */
export interface UrlRefresher {
  /** The file with a URL to use now: as it is, or with a fresh one when its own is about to run out. */
  current(file: FileLine): Promise<FileLine>;
  /**
   * The file with a fresh URL, after the storage has refused its own.
   *
   * @throws {SharingError} `URL_EXPIRED` when the table lists the file no more; and as a query
   */
  renew(file: FileLine): Promise<FileLine>;
  /** Ends its exchange, if there is one. */
  close(): void;
}

/** A URL with less time left than this is renewed before it is used, in milliseconds. */
const leastTime = 30_000;
/** How long the URLs of an answer are taken to be good where they do not say, in milliseconds. */
const assumedLifetime = 5 * 60_000;
/** For so long an answer is not sent for again, in milliseconds. */
const justListed = 10_000;
/** How many files are kept that were passed while another one was looked for, and of those that were given out. */
const mostKept = 10_000;

/** An answer to the repeated query, read as far as was needed. */
interface Listing {
  readonly answer: QueryAnswer;
  readonly since: number;
  /** Files that were passed and not asked for yet, oldest first. */
  readonly passed: Map<string, FileLine>;
  /** Files that were given out: who comes back with one of them needs a new listing, others can have the same. */
  readonly given: Map<string, FileLine>;
}

/**
 * Renews URLs by asking for the table again.
 *
 * The answer is read only as far as it takes to find a file, and stays open for the next one: servers list the files of a
 * version in the same order each time, so that the next one usually follows. Of the files passed on the way, the last 10 000
 * are kept. A table of a million files is so neither listed for each of them nor held in memory.
 *
 * @param ask sends the query again
 * @param keyOf what tells the files of an answer apart
 */
export function urlRefresher(
  ask: () => Promise<QueryAnswer>,
  keyOf: (file: FileLine) => string = file => file.id,
): UrlRefresher {
  let listing: Listing | undefined;
  // The clock may be wrong, or the URLs may live for less than it takes to be careful: then only refusals count.
  let looksAhead = true;
  let queue: Promise<unknown> = Promise.resolve();

  const close = () => {
    listing?.answer.close().catch(() => undefined);
    listing = undefined;
  };
  const isFresh = (file: FileLine): boolean => {
    const age = Date.now() - (listing?.since ?? 0);
    if (file.expirationTimestamp === undefined) return age < assumedLifetime;
    // Whatever the clock makes of it: there is no fresher one to be had.
    return age < justListed || timeLeft(file) > (looksAhead ? leastTime : 0);
  };
  const begin = async (): Promise<Listing> => {
    close();
    listing = { answer: await ask(), since: Date.now(), passed: new Map(), given: new Map() };
    return listing;
  };
  const find = async (file: FileLine): Promise<FileLine> => {
    const given = listing?.given.get(keyOf(file));
    if (given !== undefined && given !== file && isFresh(given)) return given;
    // A listing that was given up by its server, or that gave this very URL, is of no more use.
    const usable = given === undefined ? listing : undefined;
    const known = usable && (await advance(usable, keyOf, file).catch(() => undefined));
    const fresh = known && isFresh(known) ? known : await advance(await begin(), keyOf, file);
    if (fresh === undefined || fresh.size !== file.size) throw gone(file);
    if (listing !== undefined) keep(listing.given, keyOf(file), fresh);
    return fresh;
  };
  /** One search at a time: the others find in the same answer what they look for. */
  const inTurn = (search: () => Promise<FileLine>): Promise<FileLine> => {
    const found = queue.then(search);
    queue = found.catch(() => undefined);
    return found;
  };
  const ahead = async (file: FileLine): Promise<FileLine> => {
    if (!looksAhead) return file;
    // Without a fresh URL the old one may still do; when it does not, the refusal has the better reason.
    const fresh = await find(file).catch(() => file);
    if (timeLeft(fresh) <= leastTime) looksAhead = false;
    return fresh;
  };
  return {
    close,
    renew: file => inTurn(() => find(file)),
    current: async file => (looksAhead && timeLeft(file) <= leastTime ? inTurn(() => ahead(file)) : file),
  };
}

/** Reads on to a file; undefined when it does not come. A file is found once. */
async function advance(
  { answer, passed }: Listing,
  keyOf: (file: FileLine) => string,
  file: FileLine,
): Promise<FileLine | undefined> {
  const id = keyOf(file);
  const known = passed.get(id);
  passed.delete(id);
  if (known !== undefined) return known;
  for (;;) {
    const { value, done } = await answer.files.next();
    if (done) return undefined;
    // Statistics may be long, and only the URL is of use here.
    const { stats: _, ...line } = value;
    if (keyOf(line) === id) return line;
    keep(passed, keyOf(line), line);
  }
}

/** Keeps a file, and forgets the one that has been kept for longest when there are too many. */
function keep(files: Map<string, FileLine>, key: string, file: FileLine): void {
  files.set(key, file);
  const [oldest] = files.size > mostKept ? files.keys() : [];
  if (oldest !== undefined) files.delete(oldest);
}

function timeLeft(file: FileLine): number {
  return file.expirationTimestamp === undefined ? Number.POSITIVE_INFINITY : file.expirationTimestamp - Date.now();
}

/** The error for a file whose URL cannot be renewed, because the table has changed. */
export function gone(file: FileLine): SharingError {
  return new SharingError(
    `Data file ${file.id}: its URL has expired, and the table lists the file no more. It has changed; read it again.`,
    { errorCode: 'URL_EXPIRED' satisfies ClientErrorCode },
  );
}
