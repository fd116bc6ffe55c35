import { isLocalHttp } from '../../http/allowed-url.ts';
import { FetchFailure, type FetchProblem, fetchJson } from '../../http/fetch-json.ts';

/** How long an issuer may take to answer, body included, in milliseconds; key sets of large issuers have a tenth of the bytes. */
const limits = { time: 5_000, bytes: 256 * 1024 };

/** An issuer that cannot be asked now, or answers what cannot be used. The message says which of these, without secrets. */
export class IssuerError extends Error {
  override readonly name = 'IssuerError';
}

const problems: Readonly<Record<FetchProblem, string>> = {
  unreachable: 'cannot be reached',
  timeout: `did not answer within ${limits.time / 1000} s`,
  redirect: 'answered with a redirect, which is not followed',
  'too-large': `answered with more than ${limits.bytes} bytes`,
  'not-json': 'answered without a JSON object',
};

/** An answer that is a JSON object, whatever its status. */
export interface JsonAnswer {
  readonly status: number;
  readonly json: Readonly<Record<string, unknown>>;
}

const isObject = (value: unknown): value is JsonAnswer['json'] =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Asks an issuer something.
 *
 * @param from the URL that named this one: one that is not on this machine cannot lead here
 * @throws IssuerError when no JSON object comes, in time and of a bearable size
 */
export const askIssuer = async (url: string, from: string, init: RequestInit = {}): Promise<JsonAnswer> => {
  const target = URL.parse(url);
  const isAllowed =
    target !== null && (target.protocol === 'https:' || (isLocalHttp(target) && isLocalHttp(new URL(from))));
  if (!isAllowed) throw new IssuerError(`'${url}' is no https URL`);
  try {
    const { status, json } = await fetchJson(url, init, limits);
    if (!isObject(json)) throw new IssuerError(`${url} answered ${status} without a JSON object`);
    return { status, json };
  } catch (error) {
    if (error instanceof FetchFailure) throw new IssuerError(`${url} ${problems[error.problem]}`, { cause: error });
    throw error;
  }
};

/**
 * The same for what must succeed.
 *
 * @throws IssuerError for any status but 200 as well
 */
export const fetchDocument = async (url: string, from: string): Promise<JsonAnswer['json']> => {
  const { status, json } = await askIssuer(url, from, { headers: { accept: 'application/json' } });
  if (status !== 200) throw new IssuerError(`${url} answered with status ${status}`);
  return json;
};
