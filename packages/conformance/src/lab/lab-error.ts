/** The suite cannot make or share tables of its own. The message says what it tried and what came of it, and no secret. */
export class LabError extends Error {
  override readonly name = 'LabError';
}

/** The server said no to a request: it did nothing. */
export class RefusalError extends LabError {}

/** An error of a system or a library, as the end of a sentence: the first line, where some go on about the request. */
export const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n', 1).join();
