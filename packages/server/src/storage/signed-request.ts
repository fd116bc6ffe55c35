import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds without a byte after which a connection is given up. */
const patience = 30_000;

/** Milliseconds before the second and the third attempt. */
const pauses = [200, 1_000];

/** What is asked of a store. */
export interface SignedRequest {
  /** With its signature, if that is what it is read by. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What is posted; without it, the URL is got. */
  readonly body?: string;
}

/** How the answers of a kind of store are told apart. */
export interface Refusals {
  /** The error that an answer other than 200 stands for. What it says beside its code may repeat the signature. */
  readonly read: (answer: IncomingMessage) => Promise<Error>;
  /** Whether asking again soon may help. */
  readonly isPassing: (error: unknown) => boolean;
}

const timedOut = (): Error => Object.assign(new Error('no data'), { code: 'ETIMEDOUT' });

const sendOnce = ({ url, headers = {}, body }: SignedRequest, refusals: Refusals): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const send = url.startsWith('https:') ? requestHttps : requestHttp;
    const sent = send(url, { method: body === undefined ? 'GET' : 'POST', headers, timeout: patience });
    sent.once('timeout', () => sent.destroy(timedOut()));
    sent.on('error', reject);
    sent.once('response', answer => {
      if (answer.statusCode === 200) return resolve(answer);
      refusals
        .read(answer)
        .then(reject, reject)
        .finally(() => answer.destroy());
    });
    sent.end(body);
  });

/**
 * Gets a signed URL of a store, or posts to it. Redirects are not followed, so that nothing but the configured host is ever
 * asked; a server that is busy or hangs up is asked again twice.
 *
 * @returns the answer, whose body the caller reads
 * @throws what `refusals` makes of an answer, or the system's error when there is none
 */
export const signedRequest = async (request: SignedRequest, refusals: Refusals): Promise<IncomingMessage> => {
  for (const pause of pauses) {
    try {
      return await sendOnce(request, refusals);
    } catch (error) {
      if (!refusals.isPassing(error)) throw error;
      await sleep(pause);
    }
  }
  return sendOnce(request, refusals);
};
