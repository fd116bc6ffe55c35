/** Why another server's answer cannot be used. */
export type FetchProblem = 'unreachable' | 'timeout' | 'redirect' | 'too-large' | 'not-json';

/** A request that brought no answer that can be used. The message holds nothing of the request. */
export class FetchFailure extends Error {
  readonly problem: FetchProblem;

  constructor(problem: FetchProblem, options?: ErrorOptions) {
    super(problem, options);
    this.name = 'FetchFailure';
    this.problem = problem;
  }
}

/** The answer of another server. */
export interface FetchedJson {
  readonly status: number;
  /** The body, parsed; undefined for an error whose body is no JSON. */
  readonly json: unknown;
}

/** What a request may take. */
export interface FetchLimits {
  /** Until the last byte of the answer, in milliseconds. */
  readonly time: number;
  /** Of the answer, in bytes. */
  readonly bytes: number;
}

const readBounded = async (response: Response, most: number): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > most) throw new FetchFailure('too-large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

const parse = (text: string, isGood: boolean): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // What could not be parsed may hold a secret: it is not kept as the cause.
    if (isGood) throw new FetchFailure('not-json');
    return undefined;
  }
};

const toFailure = (cause: unknown): FetchFailure => {
  if (cause instanceof FetchFailure) return cause;
  const isTimeout = cause instanceof Error && cause.name === 'TimeoutError';
  return new FetchFailure(isTimeout ? 'timeout' : 'unreachable', { cause });
};

/**
 * Asks another server for JSON. Redirects are not followed: they could lead anywhere, and the credential would go with them.
 *
 * @throws FetchFailure when no answer came, or one that is not to be used
 */
export const fetchJson = async (url: string, request: RequestInit, limits: FetchLimits): Promise<FetchedJson> => {
  try {
    const signal = AbortSignal.timeout(limits.time);
    const response = await fetch(url, { ...request, redirect: 'manual', signal });
    if (response.status >= 300 && response.status < 400) {
      await response.body?.cancel();
      throw new FetchFailure('redirect');
    }
    return { status: response.status, json: parse(await readBounded(response, limits.bytes), response.ok) };
  } catch (cause) {
    throw toFailure(cause);
  }
};
