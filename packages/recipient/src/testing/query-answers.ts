import type { Intercept } from './sharing-server.ts';

/** The last line of an answer that is whole. */
export const end = '{"endStreamAction":{}}\n';

/** The header of an answer that promises this line. */
export const capability = { 'delta-sharing-capabilities': 'responseformat=parquet;includeendstreamaction=true' };

/** Answers queries with a text. */
export function answering(text: string, headers: Record<string, string> = {}): Intercept {
  return ({ url }, response) => {
    if (!url.endsWith('/query')) return false;
    response.writeHead(200, { 'delta-table-version': '11', ...headers }).end(text);
    return true;
  };
}
