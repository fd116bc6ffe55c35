import type { ErrorFacts } from './errors.ts';

type Json = Readonly<Record<string, unknown>>;

/** What the body of an error answer says. */
interface Said {
  readonly code?: string | undefined;
  readonly message?: string | undefined;
  readonly details?: readonly unknown[];
}

const longestMessage = 1000;

/**
 * Reads the body of an error answer in any of the shapes that Databricks workspaces and proxies before them send:
 * `{error_code, message, details}`, SCIM, OAuth, `{error}` of API 1.2, text `CODE: message`, a web page, nothing.
 */
export const readErrorAnswer = (status: number, headers: Headers, body: string): ErrorFacts => {
  const { code, message, details = [] } = said(status, body.trim());
  return {
    status,
    errorCode: code ?? `HTTP_${status}`,
    message: (message?.trim() || hintFor(status)).slice(0, longestMessage),
    details,
    requestId:
      requestIdIn(details) ?? headers.get('x-request-id') ?? headers.get('x-databricks-request-id') ?? undefined,
    retryAfter: parseRetryAfter(headers.get('retry-after')),
  };
};

/** Whole seconds in a `Retry-After` header, as milliseconds. Dates are not understood: clocks differ. */
export const parseRetryAfter = (header: string | null): number | undefined =>
  header !== null && /^\d{1,9}$/.test(header.trim()) ? Number(header) * 1000 : undefined;

const said = (status: number, body: string): Said => {
  const json = parseObject(body);
  if (json !== undefined) return saidInJson(status, json);
  if (/^<|<html/i.test(body)) return { message: textOfPage(body) };
  const [, code, message] = /^([A-Z][A-Z0-9_.]+): (.+)$/s.exec(body) ?? [];
  return code === undefined ? { message: body } : { code, message };
};

const saidInJson = (status: number, json: Json): Said => {
  const text = (key: string): string | undefined => {
    const value = json[key];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  if (text('detail') !== undefined || Array.isArray(json['schemas'])) {
    return { code: `SCIM_${status}`, message: [text('scimType'), text('detail')].filter(Boolean).join(' ') };
  }
  if (text('error_description') !== undefined) return { code: text('error'), message: text('error_description') };
  const details = Array.isArray(json['details']) ? json['details'] : [];
  // Old services send the status as an integer `error_code`, which names nothing.
  return { code: text('error_code'), message: text('message') ?? text('error'), details };
};

const parseObject = (body: string): Json | undefined => {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a web page says: its preformatted text, else its title. */
const textOfPage = (page: string): string => {
  const [, text = ''] = /<pre[^>]*>(.*?)<\/pre>/is.exec(page) ?? /<title[^>]*>(.*?)<\/title>/is.exec(page) ?? [];
  const words = text
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return words === '' ? '' : `A web page came instead of JSON: ${words}`;
};

const requestIdIn = (details: readonly unknown[]): string | undefined => {
  for (const detail of details) {
    if (isObject(detail) && typeof detail['request_id'] === 'string') return detail['request_id'];
  }
  return undefined;
};

const hintFor = (status: number): string => {
  if (status >= 300 && status < 400) return 'The host answers with a redirect. Is it the host of a workspace?';
  if (status === 401) return 'The workspace refuses the credential. It may have expired or been revoked.';
  if (status === 403) return 'The workspace does not allow this.';
  if (status === 404) return 'There is nothing at this address. Are the names and the host right?';
  if (status === 429) return 'The workspace is asked too often.';
  return `The workspace answered with status ${status} and gave no reason.`;
};
