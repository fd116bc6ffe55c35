import type { IncomingMessage } from 'node:http';
import { azureVersion } from './azure-sas.ts';
import { type Refusals, signedRequest } from './signed-request.ts';
import { isPassing, StoreRefusal } from './store-refusal.ts';

// Error codes are words; anything else that a server sends is not repeated.
const errorCode = ({ headers }: IncomingMessage): string => {
  const code = headers['x-ms-error-code'];
  return typeof code === 'string' && /^\w{1,80}$/.test(code) ? code : '';
};

const refusals: Refusals = {
  read: async answer => new StoreRefusal(answer.statusCode ?? 0, errorCode(answer)),
  isPassing,
};

/** What is posted. */
interface Post {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Gets a URL of the Blob service, or posts to it: see `signedRequest`.
 *
 * @returns the answer, whose body the caller reads
 * @throws StoreRefusal, or the system's error when there is no answer
 */
export const azureRequest = (url: string, post?: Post): Promise<IncomingMessage> =>
  signedRequest({ url, ...post, headers: { 'x-ms-version': azureVersion, ...post?.headers } }, refusals);
