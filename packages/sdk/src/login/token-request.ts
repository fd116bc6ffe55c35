import { toApiError } from '../classify.ts';
import { readErrorAnswer } from '../error-answer.ts';
import { ApiError, ConnectionError, LoginError, Unauthenticated } from '../errors.ts';
import { hideAll } from './credential.ts';
import type { AccessToken } from './renewed-token.ts';

/** How a login reaches what it has to ask. */
export interface Reach {
  readonly fetch: typeof globalThis.fetch;
  /** How long an answer may take, in milliseconds. */
  readonly timeout: number;
  readonly userAgent: string;
  /** The way to sign in, for errors. */
  readonly authType: string;
}

/** Something to ask for a token. */
export interface TokenQuestion {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  /** Sent as a form. */
  readonly form?: Readonly<Record<string, string | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** What an error that quotes the question must not show. */
  readonly secrets: readonly string[];
}

const bodyOf = (form: TokenQuestion['form']): string | null => {
  if (form === undefined) return null;
  const pairs = Object.entries(form).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return new URLSearchParams(pairs as [string, string][]).toString();
};

const send = async (
  { fetch, timeout, userAgent, authType }: Reach,
  { url, method, form, headers = {} }: TokenQuestion,
): Promise<Response> => {
  const type = form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' };
  try {
    return await fetch(url, {
      method,
      headers: { accept: 'application/json', 'user-agent': userAgent, ...type, ...headers },
      body: bodyOf(form),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeout),
    });
  } catch (error) {
    const isLate = error instanceof Error && error.name === 'TimeoutError';
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const code =
      cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : 'unknown reason';
    const shown = new URL(url).origin;
    throw new ConnectionError(
      `Sign-in by ${authType}: no answer from ${shown} (${isLate ? 'TIMEOUT' : code}).`,
      isLate ? 'TIMEOUT' : code,
      error,
    );
  }
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/**
 * Asks for something that a login needs.
 *
 * @returns the JSON object of the answer
 * @throws {Unauthenticated} when it is refused; {@link ApiError} when the answer is another error or no JSON object;
 * {@link ConnectionError} when none comes
 */
export const ask = async (reach: Reach, question: TokenQuestion): Promise<Readonly<Record<string, unknown>>> => {
  const response = await send(reach, question);
  const text = await response.text();
  const value = response.ok ? parse(text) : undefined;
  if (typeof value === 'object' && value !== null) return value as Readonly<Record<string, unknown>>;
  const path = new URL(question.url).pathname;
  if (!response.ok) {
    const facts = readErrorAnswer(response.status, response.headers, hideAll(text, question.secrets));
    const inContext = { ...facts, message: `Sign-in by ${reach.authType}: ${facts.message}` };
    // OAuth refuses with 400, 401 and 403 alike; to the caller it is a credential that is not good.
    if ([400, 401, 403].includes(facts.status)) throw new Unauthenticated(inContext);
    throw toApiError(path, inContext);
  }
  throw new ApiError({
    status: response.status,
    errorCode: 'INVALID_RESPONSE',
    message: `Sign-in by ${reach.authType}: ${new URL(question.url).origin}${path} answers no JSON object.`,
    details: [],
    requestId: undefined,
    retryAfter: undefined,
  });
};

/** What a token endpoint gives. */
export interface TokenAnswer extends AccessToken {
  readonly refreshToken: string | undefined;
}

/** Lives as long as most, where the answer does not say. Seconds. */
const usualLife = 3600;

/**
 * Asks a token endpoint for a token.
 *
 * @throws as {@link ask} does, and LoginError when there is no usable token in the answer
 */
export const requestToken = async (reach: Reach, question: TokenQuestion): Promise<TokenAnswer> => {
  const answer = await ask(reach, question);
  const { access_token: value, refresh_token: refreshToken } = answer;
  if (typeof value !== 'string' || !/^[\x21-\x7e]+$/.test(value)) {
    throw new LoginError(`Sign-in by ${reach.authType}: ${new URL(question.url).origin} gave no access token.`);
  }
  // Entra writes the number as text.
  const seconds = Number(answer['expires_in'] ?? usualLife);
  return {
    value,
    expiresAt: Date.now() + (Number.isFinite(seconds) && seconds > 0 ? seconds : usualLife) * 1000,
    refreshToken: typeof refreshToken === 'string' && refreshToken !== '' ? refreshToken : undefined,
  };
};
