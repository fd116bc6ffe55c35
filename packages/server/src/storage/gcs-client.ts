import type { IncomingMessage } from 'node:http';
import { signedRequest } from './signed-request.ts';
import { isPassing, StoreRefusal } from './store-refusal.ts';
import { collectStream } from './streams.ts';
import { field } from './xml.ts';

/** An error is a few lines of XML; more is not read. */
const largestError = 64 * 1024;

// Error codes are words; anything else that a server sends is not repeated.
const readRefusal = async (answer: IncomingMessage): Promise<Error> => {
  const body = await collectStream(answer, 'The error', largestError).catch(() => new Uint8Array());
  const code = field(Buffer.from(body).toString('utf8'), 'Code') ?? '';
  return new StoreRefusal(answer.statusCode ?? 0, /^\w{1,80}$/.test(code) ? code : '');
};

/**
 * Gets a signed URL of Google Cloud Storage: see `signedRequest`.
 *
 * @returns the answer, whose body the caller reads
 * @throws StoreRefusal, or the system's error when there is no answer
 */
export const gcsRequest = (url: string): Promise<IncomingMessage> =>
  signedRequest({ url }, { read: readRefusal, isPassing });
