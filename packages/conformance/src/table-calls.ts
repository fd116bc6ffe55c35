import { versionOf } from './answers.ts';
import type { Reply } from './exchange.ts';
import { NotOffered } from './finding.ts';
import type { Trial } from './rule.ts';
import { readLines, type TableLine } from './table-lines.ts';

type Sender = Pick<Trial, 'send'>;
type Headers = Readonly<Record<string, string>>;

/** Every reader feature that a client can name today. */
export const everyFeature =
  'readerfeatures=deletionvectors,columnmapping,timestampntz,typewidening,typewidening-preview,varianttype,varianttype-preview,variantshredding,variantshredding-preview,v2checkpoint,vacuumprotocolcheck';

/** The header in which a client says what it understands: `key=v1,v2;key2=v`. */
export const capabilities = (text: string): Headers => ({ 'delta-sharing-capabilities': text });

/** What a client says that takes the delta format alone and every table in it. */
export const deltaHeaders = capabilities(`responseformat=delta;${everyFeature}`);

/** What a client says that reads every table, and takes parquet where it can be had, as Spark does. */
export const anyFormat = capabilities(`responseformat=parquet,delta;${everyFeature}`);

/** The same, of a client that knows the last line of an answer. */
export const anyFormatToTheEnd = capabilities(
  `responseformat=parquet,delta;${everyFeature};includeendstreamaction=true`,
);

/** An answer of lines that succeeded. */
export interface TableAnswer {
  readonly reply: Reply;
  readonly lines: readonly TableLine[];
  /** What the header `Delta-Table-Version` says. */
  readonly version: number;
}

/** Reads an answer of lines. Throws `Finding` unless it is whole lines under a header that tells the version. */
export const readAnswer = (reply: Reply): TableAnswer => ({
  reply,
  lines: readLines(reply),
  version: versionOf(reply),
});

/** Sends a query, whatever comes of it. */
export const sendQuery = ({ send }: Sender, path: string, body: unknown, headers: Headers = {}): Promise<Reply> =>
  send({ method: 'POST', path: `${path}/query`, body, headers });

/** Sends a query that must succeed. Throws `Finding` when it does not. */
export const query = async (sender: Sender, path: string, body: unknown, headers: Headers = {}): Promise<TableAnswer> =>
  readAnswer(await sendQuery(sender, path, body, headers));

/** Throws `NotOffered` for an answer of a server that does not know the header: it answers in the parquet format. */
export const ensureNoLegacy = ({ headers, status }: Reply): void => {
  const isLegacy = status === 200 && !headers.has('delta-sharing-capabilities');
  if (isLegacy) throw new NotOffered('The server does not know the capabilities header, and has no delta format.');
};

/**
 * Sends a query in the delta format.
 *
 * @param headers more than those of the format
 * @throws NotOffered where the server has no delta format; Finding when it has, and the query does not succeed
 */
export const deltaQuery = async (sender: Sender, path: string, headers: Headers = {}): Promise<TableAnswer> => {
  const reply = await sendQuery(sender, path, {}, { ...deltaHeaders, ...headers });
  if (reply.status === 400) throw new NotOffered('The server has no delta format.');
  ensureNoLegacy(reply);
  return readAnswer(reply);
};

/** Asks for metadata, which must come. `search` begins with `?`. Throws `Finding` when it does not. */
export const metadata = async (
  { send }: Sender,
  path: string,
  headers: Headers = {},
  search = '',
): Promise<TableAnswer> => readAnswer(await send({ path: `${path}/metadata${search}`, headers }));

/** Asks for changes, which must come. `search` is what follows `?`. Throws `Finding` when they do not. */
export const changes = async (
  { send }: Sender,
  path: string,
  search: string,
  headers: Headers = {},
): Promise<TableAnswer> => readAnswer(await send({ path: `${path}/changes?${search}`, headers }));
