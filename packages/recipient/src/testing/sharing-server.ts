import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { readSnapshot, type Snapshot, sampleData } from './sample-table.ts';

/** A request that the server received. */
export interface Received {
  readonly method: string;
  /** Path and query string. */
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** May answer a request itself and return true; else the server goes on. */
export type Intercept = (request: Received, response: ServerResponse) => boolean | Promise<boolean>;

/** A Delta Sharing server over the sample tables, in this process, for the tests of this package. */
export interface SharingServer {
  readonly origin: string;
  readonly profile: { readonly shareCredentialsVersion: 1; readonly endpoint: string; readonly bearerToken: string };
  /** All requests so far, oldest first. */
  readonly received: Received[];
  /** The one `Authorization` header that it takes. At first that of the profile. */
  authorization: string;
  /** Set it to let requests fail. */
  intercept: Intercept | undefined;
  close(): Promise<void>;
}

/** The tables of the one share `samples` and its one schema `nyc`. */
export const sampleTables = ['airlines', 'flights', 'planes', 'rare_routes', 'stations', 'weather'];

const token = 'test-token-0123456789';
const prefix = '/delta-sharing';

/** Starts a server on a free port. It ignores all hints, which the protocol allows. */
export async function startSharingServer(): Promise<SharingServer> {
  const server = createServer((request, response) => {
    handle(request, response).catch(error => response.destroy(error));
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const running: SharingServer = {
    origin,
    profile: { shareCredentialsVersion: 1, endpoint: `${origin}${prefix}/`, bearerToken: token },
    received: [],
    authorization: `Bearer ${token}`,
    intercept: undefined,
    close: () => stop(server),
  };
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const received = await receive(request);
    running.received.push(received);
    if (await running.intercept?.(received, response)) return;
    const { pathname, searchParams } = new URL(received.url, origin);
    if (pathname.startsWith('/files/')) return sendFile(decodeURIComponent(pathname.slice(7)), received, response);
    if (received.headers.authorization !== running.authorization)
      return sendError(response, 401, 'UNAUTHENTICATED', 'Who?');
    await answer(pathname.slice(prefix.length).split('/').slice(1), searchParams, received, response, origin);
  };
  return running;
}

/** Sends an error in the protocol's form. */
export function sendError(response: ServerResponse, status: number, errorCode: string, message: string): void {
  sendJson(response, { errorCode, message }, status);
}

/** Sends JSON. */
export function sendJson(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}

/** The lines of a query's answer. */
export function queryLines(snapshot: Snapshot, table: string, origin: string): string[] {
  const { id, name, format, schemaString, partitionColumns, configuration } = snapshot.metadata;
  const metaData = { id, name, format, schemaString, partitionColumns, configuration, numFiles: snapshot.files.length };
  const files = snapshot.files.map(({ path, partitionValues, size, stats }) => ({
    url: `${origin}/files/${encodeURIComponent(`${table}/${decodeURIComponent(path)}`)}?signature=secret`,
    id: createHash('md5').update(path).digest('hex'),
    partitionValues,
    size,
    stats,
    expirationTimestamp: Date.now() + 3_600_000,
  }));
  const lines = [{ protocol: { minReaderVersion: 1 } }, { metaData }, ...files.map(file => ({ file }))];
  return lines.map(line => `${JSON.stringify(line)}\n`);
}

async function answer(
  path: readonly string[],
  query: URLSearchParams,
  received: Received,
  response: ServerResponse,
  origin: string,
): Promise<void> {
  const [, share, , schema, , table = '', action] = path.map(decodeURIComponent);
  const tables = sampleTables.map(name => ({ name, schema: 'nyc', share: 'samples', id: `id-${name}` }));
  const samples = { name: 'samples', id: 'share-1', comment: 'New York, 2013' };
  if (share !== undefined && share !== 'samples') return notFound(response, `share ${share}`);
  if (path.length === 1) return sendPage(response, query, [samples, { name: 'empty' }]);
  if (path.length === 2) return sendJson(response, { share: samples });
  if (path[2] === 'all-tables') return sendPage(response, query, tables);
  if (path.length === 3) return sendPage(response, query, [{ name: 'nyc', share: 'samples' }]);
  if (schema !== 'nyc') return notFound(response, `schema ${schema}`);
  if (path.length === 5) return sendPage(response, query, tables);
  if (!sampleTables.includes(table)) return notFound(response, `table ${table}`);
  const body = received.body === '' ? {} : JSON.parse(received.body);
  const version = body.version ?? (query.has('version') ? Number(query.get('version')) : undefined);
  const snapshot = await readSnapshot(table, version);
  const wantsEnd = String(received.headers['delta-sharing-capabilities']).includes('includeendstreamaction=true');
  response.setHeader('delta-table-version', snapshot.version);
  if (action === 'version') return void response.end();
  if (wantsEnd) response.setHeader('delta-sharing-capabilities', 'responseformat=parquet;includeendstreamaction=true');
  response.setHeader('content-type', 'application/x-ndjson; charset=utf-8');
  const lines = queryLines(snapshot, table, origin).slice(0, action === 'metadata' ? 2 : undefined);
  if (wantsEnd && action === 'query') lines.push(`${JSON.stringify({ endStreamAction: {} })}\n`);
  response.end(lines.join(''));
}

function notFound(response: ServerResponse, what: string): void {
  sendError(response, 404, 'RESOURCE_DOES_NOT_EXIST', `There is no ${what}.`);
}

function sendPage(response: ServerResponse, query: URLSearchParams, items: readonly object[]): void {
  const start = Number(query.get('pageToken') ?? 0);
  const end = start + Number(query.get('maxResults') ?? 500);
  // Some servers end their lists by an empty token, others by none.
  sendJson(response, { items: items.slice(start, end), nextPageToken: end < items.length ? String(end) : '' });
}

async function sendFile(name: string, received: Received, response: ServerResponse): Promise<void> {
  const path = resolve(sampleData, name);
  if (!path.startsWith(sampleData)) throw new Error(`${name} is outside of the samples`);
  const bytes = await readFile(path);
  const range = /^bytes=(\d+)-(\d+)$/.exec(received.headers.range ?? '');
  if (range === null) return void response.end(bytes);
  const [start, end] = [Number(range[1]), Number(range[2])];
  response.writeHead(206, { 'content-range': `bytes ${start}-${end}/${bytes.length}` });
  response.end(bytes.subarray(start, end + 1));
}

/** A request with its body. */
export async function receive(request: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { method = '', url = '', headers } = request;
  return { method, url, headers, body: Buffer.concat(chunks).toString() };
}

/** Ends a server, with the connections that are open. */
export function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise(done => server.close(() => done()));
}
