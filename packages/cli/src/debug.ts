import { type Operation, pathFields, redact, redaction, schemaOf } from '@boathouse/contract';
import type { Surroundings } from './surroundings.ts';

const longestBody = 4_000;

/**
 * A `fetch` that tells what it sends and gets on standard error, one line each, without headers that authenticate.
 * Bodies are shown where an operation says what in them is secret; else only their size.
 */
export const debugFetch =
  ({ fetch, stderr }: Surroundings, called?: Operation): typeof globalThis.fetch =>
  async (input, init) => {
    const write = (line: string) => stderr.write(`${line}\n`);
    const url = new URL(input instanceof Request ? input.url : input);
    const operation = isLogin(url, init) ? undefined : called;
    write(`> ${init?.method ?? 'GET'} ${url.origin}${shownPath(url, operation)}`);
    if (typeof init?.body === 'string') write(`> ${shownBody(init.body, operation && schemaOf(operation.request))}`);
    const begun = performance.now();
    const response = await fetch(input, init);
    const time = `${Math.round(performance.now() - begun)} ms`;
    const requestId = response.headers.get('x-request-id');
    write(`< ${response.status} ${response.statusText} (${time}${requestId === null ? '' : `, request ${requestId}`})`);
    if (operation === undefined) return response;
    const body = await response.text();
    if (body !== '') write(`< ${shownBody(body, schemaOf(operation.response))}`);
    return new Response(withoutBody(response.status) ? null : body, response);
  };

/** What signing in sends and gets is no part of the operation that it is for, and full of secrets. */
const isLogin = (url: URL, init: RequestInit | undefined): boolean =>
  !url.pathname.startsWith('/api/') || new Headers(init?.headers).get('content-type') === loginType;

const loginType = 'application/x-www-form-urlencoded';

const withoutBody = (status: number): boolean => status === 204 || status === 304;

/**
 * The path and the query as they may be shown: the operation's own path where a secret stands in it. Of what is no
 * operation the query stays out, because signed URLs carry their signature there.
 */
const shownPath = ({ pathname, search }: URL, operation: Operation | undefined): string => {
  if (operation === undefined) return `${pathname}${search === '' ? '' : '?…'}`;
  const { properties = {} } = schemaOf(operation.request);
  const isSecret = (field: string) => properties[field]?.['x-secret'] === true;
  return pathFields(operation.path).some(isSecret) ? operation.path : `${pathname}${search}`;
};

const shownBody = (body: string, schema: ReturnType<typeof schemaOf> | undefined): string => {
  if (schema === undefined) return `(${body.length} characters)`;
  try {
    const shown = JSON.stringify(redact(schema, JSON.parse(body)));
    return shown.length > longestBody ? `${shown.slice(0, longestBody)}… (${shown.length} characters)` : shown;
  } catch {
    // What is not JSON has no fields by which secrets would be known.
    return `${redaction} (${body.length} characters that are not JSON)`;
  }
};
