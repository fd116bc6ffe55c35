import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { AzureRefusal, isPassing } from './azure-errors.ts';
import { azureVersion } from './azure-sas.ts';

/** Milliseconds without a byte after which a connection is given up. */
const patience = 30_000;

/** Milliseconds before the second and the third attempt. */
const pauses = [200, 1_000];

// Error codes are words; anything else that a server sends is not repeated.
const errorCode = ({ headers }: IncomingMessage): string => {
  const code = headers['x-ms-error-code'];
  return typeof code === 'string' && /^\w{1,80}$/.test(code) ? code : '';
};

const timedOut = (): Error => Object.assign(new Error('no data'), { code: 'ETIMEDOUT' });

/** What is posted. */
interface Post {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const sendOnce = (url: string, post?: Post): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const send = url.startsWith('https:') ? requestHttps : requestHttp;
    const sent = send(url, {
      method: post === undefined ? 'GET' : 'POST',
      headers: { 'x-ms-version': azureVersion, ...post?.headers },
      timeout: patience,
    });
    sent.once('timeout', () => sent.destroy(timedOut()));
    sent.on('error', reject);
    sent.once('response', answer => {
      if (answer.statusCode === 200) return resolve(answer);
      reject(new AzureRefusal(answer.statusCode ?? 0, errorCode(answer)));
      // What a refusal says beside its code is not read: it repeats the signature.
      answer.destroy();
    });
    sent.end(post?.body);
  });

/**
 * Gets a URL of the Blob service, or posts to it. Redirects are not followed, so that nothing but the configured host is ever asked;
 * a server that is busy or hangs up is asked again twice.
 *
 * @param url with its signature, if that is what it is read by
 * @returns the answer, whose body the caller reads
 * @throws AzureRefusal, or the system's error when there is no answer
 */
export const azureRequest = async (url: string, post?: Post): Promise<IncomingMessage> => {
  for (const pause of pauses) {
    try {
      return await sendOnce(url, post);
    } catch (error) {
      if (!isPassing(error)) throw error;
      await sleep(pause);
    }
  }
  return sendOnce(url, post);
};
