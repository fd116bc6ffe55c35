import { type ClientErrorCode, SharingError } from './errors.ts';
import type { FileLine } from './lines.ts';
import type { QueryAnswer } from './query.ts';

/** Attempts after the first that bring no further file. */
const mostFailures = 3;

const cutOff: ReadonlySet<string> = new Set<ClientErrorCode>(['INCOMPLETE_RESPONSE', 'TIMEOUT', 'CONNECTION_FAILED']);

/**
 * The files of an answer; when it is cut off, those that are missing come from the same query sent again. A table of many
 * files is read for hours while its list waits half read, and connections do not always live that long.
 *
 * The list goes on only where it is certain that no file is left out and none comes twice: the new answer is of the same
 * version and begins with the same files.
 *
 * @param again sends the query again
 * @throws {SharingError} as the answer, when it cannot go on
 */
export async function* resumeListing(answer: QueryAnswer, again: () => Promise<QueryAnswer>): AsyncGenerator<FileLine> {
  let given = nothing;
  let files = answer.files;
  for (let failures = 0; ; ) {
    try {
      for await (const file of files) {
        yield file;
        given = add(given, file);
        failures = 0;
      }
      return;
    } catch (error) {
      failures += 1;
      if (failures > mostFailures || !isCutOff(error)) throw error;
      files = rest(await again(), answer.version, given, error);
    }
  }
}

/** The files of an answer after those that were given. */
async function* rest(answer: QueryAnswer, version: number, given: Given, cut: SharingError): AsyncGenerator<FileLine> {
  if (answer.version !== version) {
    await answer.close();
    throw cannotGoOn(cut);
  }
  let passed = nothing;
  for await (const file of answer.files) {
    if (passed.count === given.count) {
      yield file;
      continue;
    }
    passed = add(passed, file);
    if (passed.count === given.count && passed.digest !== given.digest) throw cannotGoOn(cut);
  }
  if (passed.count < given.count) throw cannotGoOn(cut);
}

function isCutOff(error: unknown): error is SharingError {
  return error instanceof SharingError && cutOff.has(error.errorCode);
}

/** The files that were given so far: how many, and a digest of their ids, which takes no memory however many they are. */
interface Given {
  readonly count: number;
  readonly digest: number;
}

function add({ count, digest }: Given, { id }: FileLine): Given {
  let hash = digest;
  for (let i = 0; i < id.length; i += 1) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  return { count: count + 1, digest: Math.imul(hash ^ id.length, 0x01000193) };
}

const nothing: Given = { count: 0, digest: 0 };

/** Its code is not one of those after which the list is asked for again. */
function cannotGoOn(cut: SharingError): SharingError {
  return new SharingError(
    `${cut.message} The list cannot go on, for the server now has another one. Read the table again.`,
    {
      status: cut.status,
      errorCode: 'STREAM_FAILED' satisfies ClientErrorCode,
      cause: cut,
    },
  );
}
