import { invertedHints } from './inverted-hints.ts';
import type { Oddity } from './odd-proxy.ts';
import { answering, empty, ending, files, forgiving, heading, hear, lines, losing, metaData, say } from './oddities.ts';

const query = /POST \S*\/query /;
const metadata = /GET \S*\/metadata/;
const version = 'delta-table-version';
const capabilities = 'delta-sharing-capabilities';
const hinted = /redicateHints/;

const later = (value: string): string => String(Number(value) + 1);

const isDelta = ({ headers }: { readonly headers: Readonly<Record<string, string>> }): boolean =>
  /responseformat=delta/.test(headers[capabilities] ?? '');

const inSchema = (from: RegExp, to: string): Oddity =>
  metaData(/./, fields => ({ ...fields, schemaString: fields.schemaString.replace(from, to) }));

const withStats = (change: (stats: Record<string, unknown>) => object): Oddity =>
  files(query, file => ({ ...file, stats: JSON.stringify(change(JSON.parse(file.stats))) }));

/** Changes the added file of lines in the delta format, where there is one. */
const inDelta = (change: (add: Record<string, unknown>) => object): Oddity =>
  files(query, file =>
    file.deltaSingleAction === undefined
      ? file
      : { ...file, deltaSingleAction: { add: change(file.deltaSingleAction.add) } },
  );

/** Has its files where every path opens another one. */
const openStore: Oddity = {
  say: (answered, { url, origin }) => {
    if (url.startsWith('/open/')) {
      return { status: 206, headers: {}, body: `${url}PAR1` };
    }
    const changed = answered.body.replace(/"url":"[^"]+"/g, `"url":"${origin}/open/a/b"`);
    return { ...answered, body: changed };
  },
};

/** For each rule of metadata, files and hints, something that breaks it. */
export const brokenReading: Readonly<Record<string, Oddity>> = {
  'version/get-and-head': say(/GET \S*\/version /, answered => ({ ...answered, body: '0' })),
  'version/starting-timestamp': forgiving,
  'version/wrong-timestamp': forgiving,
  'version/at-a-time': hear(/startingTimestamp/, ({ url }) => ({ url: url.replace(/\?.*/, '') })),
  'version/no-history': forgiving,
  'metadata/two-lines': lines(metadata, all => [...all, ...all]),
  'metadata/fields': metaData(metadata, ({ partitionColumns, ...rest }) => rest),
  'metadata/same-as-query': metaData(metadata, fields => ({ ...fields, configuration: { odd: 'yes' } })),
  'metadata/of-a-version': heading(metadata, version, later),
  'metadata/impossible': forgiving,
  'metadata/size': metaData(query, fields => ({ ...fields, numFiles: 1_000_000 })),
  'metadata/reader-version': lines(query, ([, ...rest]) => [{ protocol: { minReaderVersion: 3 } }, ...rest]),
  'metadata/types': inSchema(/"type":"(long|string)"/, '"type":"timestamp_ntz"'),
  'metadata/partition-columns': metaData(query, fields => ({ ...fields, partitionColumns: ['nowhere'] })),
  'query/lines': ending(query, () => ({})),
  'query/file-fields': files(query, ({ id, ...rest }) => rest),
  'query/same-again': files(query, file => ({ ...file, id: String(Math.random()) })),
  'query/wrong-body': forgiving,
  'query/unknown-fields': answering(/conformanceUnknown/, 400),
  'query/limit-hint': empty(/limitHint/),
  'query/gzip': losing(({ headers }) => headers['accept-encoding'] === 'identity'),
  'query/enough-for-limit': lines(/limitHint/, all => all.slice(0, 3)),
  'query/partition-values': files(query, file => ({ ...file, partitionValues: { part: '1.0' } })),
  'query/statistics': withStats(stats => ({ ...stats, numRecords: 'many' })),
  'formats/parquet': heading(query, capabilities, 'responseformat=Parquet'),
  'formats/delta': files(query, ({ deltaSingleAction, ...rest }) => rest),
  'formats/choice': heading(metadata, capabilities, 'responseformat=delta'),
  'formats/missing-reader-features': forgiving,
  'formats/end-stream-action': ending(query, () => undefined),
  'formats/file-id-hash': heading(query, 'fileidhash', 'Delta'),
  'formats/same-files': losing(isDelta),
  'formats/header-matrix': heading(query, capabilities, 'responseformat=delta'),
  'formats/no-reader-features': forgiving,
  'formats/delta-protocol': say(query, answered => ({
    ...answered,
    body: answered.body.replace(/"minWriterVersion":\d+/, '"minWriterVersion":"odd"'),
  })),
  'formats/deletion-vectors': inDelta(add => ({
    ...add,
    ...(add['deletionVector'] === undefined ? {} : { deletionVector: { storageType: 'u', pathOrInlineDv: 'ab' } }),
  })),
  'formats/mapped-columns': inDelta(add => ({ ...add, partitionValues: { 'part 2': '1' } })),
  'formats/same-ids': files(isDelta, file => ({ ...file, id: `delta-${file.id}` })),
  'formats/hash-everywhere': heading(/\/changes/, 'fileidhash', 'parquet'),
  'files/ranges': files(query, file => ({ ...file, size: file.size + 1 })),
  'files/one-object': openStore,
  'files/whole': files(query, file => ({ ...file, size: file.size + 1 })),
  'files/head': files(query, file => ({ ...file, size: file.size + 1 })),
  'files/expiration': files(query, file => ({ ...file, expirationTimestamp: Math.floor(Date.now() / 1000) })),
  'files/first-expiration': ending(query, end => ({ ...end, minUrlExpirationTimestamp: Date.now() + 10 ** 10 })),
  'files/delta-format': inDelta(add => ({ ...add, path: 'http://127.0.0.1:1/' })),
  'hints/keep-matching-files': empty(hinted),
  'hints/negation': invertedHints,
  'hints/any-condition': invertedHints,
  'hints/not-understood': losing(hinted),
  'hints/each-type': empty(hinted),
  'hints/and-or': empty(hinted),
  'hints/nulls': empty(hinted),
  'hints/sql': empty(hinted),
  'hints/partitions': empty(/limitHint.*redicateHints|redicateHints.*limitHint/),
};
