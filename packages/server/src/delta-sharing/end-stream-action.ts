import type { ApiError } from '../http/api-error.ts';

/** What the last line of an answer says. */
export interface EndOfStream {
  readonly refreshToken?: string;
  /** Continues the answer; absent on its last page. Never empty: clients would ask for that page for ever. */
  readonly nextPageToken?: string;
  /** When the first URL of the answer ends, in milliseconds since 1970. */
  readonly minUrlExpirationTimestamp?: number;
}

/** The line that says that the answer is whole. */
export const endStreamAction = (end: EndOfStream): string => `${JSON.stringify({ endStreamAction: end })}\n`;

/** The line that says that the answer failed after it had begun: the client has to forget what came before. */
export const failedStreamAction = ({ code, message, status }: ApiError): string =>
  `${JSON.stringify({ endStreamAction: { errorMessage: `${code}: ${message}`, httpStatusErrorCode: status } })}\n`;
