import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { JsonObject } from '../json.ts';
import { decodeZ85 } from '../z85.ts';

/** Where the files of answers are. */
export const storage = 'https://storage.example/';

export const profile = { shareCredentialsVersion: 1, endpoint: 'https://sharing.example/', bearerToken: 'secret' };

/** A line of an answer, not written out. */
export type AnswerLine = JsonObject;

/** What a test's server answers, by the end of the path: `/query`, `/changes`, `/metadata`. */
export type Answers = (
  path: string,
  request: { readonly url: URL; readonly body: JsonObject },
) => readonly AnswerLine[];

/** A `fetch` that leads to answers and to files in memory, and nowhere else. */
export function fetchFrom(answers: Answers, files: ReadonlyMap<string, Uint8Array>): typeof globalThis.fetch {
  return async (input, init) => {
    const url = new URL(String(input));
    if (!url.href.startsWith(storage)) {
      const body = JSON.parse(typeof init?.body === 'string' ? init.body : '{}');
      const lines = answers(url.pathname.slice(url.pathname.lastIndexOf('/')), { url, body });
      const text = lines.map(line => `${JSON.stringify(line)}\n`).join('');
      return new Response(text, { headers: { 'delta-table-version': '7' } });
    }
    const bytes = files.get(url.href.slice(storage.length));
    if (bytes === undefined) return new Response('', { status: 404 });
    const [start = 0, end = 0] = (new Headers(init?.headers).get('range') ?? '')
      .replace('bytes=', '')
      .split('-')
      .map(Number);
    return new Response(Buffer.from(bytes.subarray(start, end + 1)), { status: 206 });
  };
}

/** A table that Apache Spark wrote, its log as a server tells it in the delta response format. */
export interface SparkTable {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly protocol: AnswerLine;
  readonly metaData: AnswerLine;
  /** The files that a commit adds and removes. */
  changesOf(version: number): readonly AnswerLine[];
  /** The rows that Spark read from a version. */
  rowsOf(version: number): readonly JsonObject[];
}

/** Reads a table whose files all lie in its folder. */
export function sparkTable(name: string): SparkTable {
  const folder = fileURLToPath(new URL(`../../../delta/fixtures/spark/${name}/`, import.meta.url));
  const actionsOf = (version: number): readonly JsonObject[] =>
    readFileSync(`${folder}_delta_log/${String(version).padStart(20, '0')}.json`, 'utf8')
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
  const find = (action: string) => actionsOf(0).find(line => action in line)?.[action];
  const names = readdirSync(folder).filter(file => file.endsWith('.parquet') || file.endsWith('.bin'));
  const { snapshots } = JSON.parse(readFileSync(`${folder.slice(0, -1)}.rows.json`, 'utf8'));
  return {
    files: new Map(names.map(file => [file, readFileSync(folder + file)])),
    protocol: { protocol: { deltaProtocol: find('protocol') } },
    metaData: { metaData: { deltaMetadata: find('metaData') } },
    changesOf: version => actionsOf(version).flatMap(line => fileLine(line, version)),
    rowsOf: version => snapshots.find((part: { version: number }) => part.version === version).rows,
  };
}

function fileLine(line: JsonObject, version: number): AnswerLine[] {
  const [kind, action] = Object.entries(line)[0] ?? ['', undefined];
  const { path, dataChange, deletionVector } = (action ?? {}) as Record<string, JsonObject | undefined>;
  if ((kind !== 'add' && kind !== 'remove') || !dataChange) return [];
  const shared = { ...(action as JsonObject), path: storage + path, ...(deletionVector && vectorOf(deletionVector)) };
  const id = createHash('sha256').update(String(path)).digest('hex');
  return [{ file: { id, version, timestamp: 1_700_000_000_000 + version, deltaSingleAction: { [kind]: shared } } }];
}

function vectorOf(vector: JsonObject): object {
  const uuid = Buffer.from(decodeZ85(String(vector['pathOrInlineDv']).slice(-20))).toString('hex');
  const name = `deletion_vector_${uuid.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')}.bin`;
  return { deletionVector: { ...vector, storageType: 'p', pathOrInlineDv: storage + name } };
}
