import type { Oddity } from './odd-proxy.ts';
import {
  answering,
  deafTo,
  ending,
  failingWith,
  files,
  forgiving,
  heading,
  hear,
  lines,
  losing,
  say,
} from './oddities.ts';

const query = /POST \S*\/query /;
const changes = /GET \S*\/changes/;
const since = /startingVersion/;
const nextPage = /pageToken/;
const version = 'delta-table-version';

const later = (value: string): string => String(Number(value) + 1);

const withoutTime = (which: RegExp): Oddity => files(which, ({ timestamp, version: _, ...rest }) => rest);

const pending = (queryId: () => string, capabilities: string): Oddity =>
  say(query, answered => ({
    ...answered,
    headers: { ...answered.headers, 'delta-sharing-capabilities': capabilities },
    body: `${JSON.stringify({ queryStatus: { queryId: queryId(), status: 'pending' } })}\n`,
  }));

const isPlain = ({ body }: { readonly body: string }): boolean => body === '{}';

/** For each rule of versions, pages, changes, clients and known contents, something that breaks it. */
export const brokenHistory: Readonly<Record<string, Oddity>> = {
  'time-travel/version': heading(/"version"/, version, later),
  'time-travel/impossible': forgiving,
  'time-travel/one-at-a-time': forgiving,
  'time-travel/no-history': forgiving,
  'time-travel/timestamp': deafTo('timestamp'),
  'time-travel/before-the-beginning': forgiving,
  'time-travel/after-the-end': forgiving,
  'paging/whole': heading(nextPage, version, later),
  'paging/bound-tokens': forgiving,
  'paging/url-safe-tokens': ending(query, end => ({ ...end, nextPageToken: `${end?.nextPageToken}+/==` })),
  'paging/refresh-token': losing(/"refreshToken"/),
  'paging/changes-since': losing(nextPage),
  'paging/change-feed': losing(nextPage),
  'paging/delta-format': say(/"maxFiles"/, answered => ({
    ...answered,
    body: answered.body.replaceAll(/"cardinality":\d+/g, '"cardinality":0'),
  })),
  'paging/forged-tokens': forgiving,
  'paging/other-table': forgiving,
  'paging/refresh-alone': forgiving,
  'stream/changes-since': withoutTime(since),
  'stream/one-version': files(since, file => ({ ...file, version: 0 })),
  'stream/impossible': forgiving,
  'stream/until-later': heading(/endingVersion/, version, later),
  'stream/historical-protocol': lines(since, all => [...all, { protocol: { ...all[0].protocol, version: 0 } }]),
  'stream/end-of-stream': ending(since, () => undefined),
  'changes/lines': withoutTime(changes),
  'changes/range': forgiving,
  'changes/not-shared': forgiving,
  'changes/whole-history': losing(/endingVersion/),
  'changes/one-kind': lines(changes, all => all.flatMap(line => (line.cdf ? [line, { add: line.cdf }] : [line]))),
  'changes/by-time': losing(/startingTimestamp/),
  'changes/delta-format': withoutTime(changes),
  'changes/as-python-asks': ending(changes, () => ({})),
  'async/answered': pending(() => 'one', 'responseformat=parquet'),
  'async/both-keys': pending(() => String(Math.random()), 'responseformat=parquet;asyncquery=true'),
  'async/not-asked': pending(() => 'one', 'responseformat=parquet;asyncquery=true'),
  'async/unknown-query': failingWith(400),
  'clients/python': say(query, answered => ({ ...answered, body: `${answered.body}\n` })),
  'clients/spark': heading(/GET \S*\/metadata/, 'delta-sharing-capabilities', 'responseformat=delta'),
  'clients/spark-streaming': heading(since, version, later),
  'contents/every-version': losing(query),
  'contents/checkpoints': losing(query),
  'contents/clustering': losing(query),
  'contents/v2-checkpoints': losing(query),
  'contents/deletion-vectors': say(query, answered => ({
    ...answered,
    body: answered.body.replaceAll(/"cardinality":\d+/g, '"cardinality":0'),
  })),
  'contents/column-mapping': say(query, answered => ({
    ...answered,
    body: answered.body.replaceAll(/(\\"name\\":\\")/g, '$1old '),
  })),
  'contents/new-types': losing(query),
  'contents/change-feed': losing(changes),
  'contents/replay': losing(since),
  'contents/commit-times': deafTo('timestamp'),
  'contents/features-demanded': forgiving,
  'contents/honest-statistics': files(query, file => ({ ...file, stats: '{"numRecords":1000}' })),
  'contents/schema-changes': lines(since, ([protocol, metaData, ...rest]) => [
    protocol,
    metaData,
    ...rest.filter(line => line.metaData === undefined),
  ]),
  'contents/schema-changes-in-feed': hear(changes, ({ url }) => ({ url: `${url}&includeHistoricalMetadata=true` })),
  'contents/rearranged': {
    ...hear(/"endingVersion":3/, () => ({ body: '{"startingVersion":2,"endingVersion":2}' })),
    ...files(/"endingVersion":3/, file => ({ ...file, version: 3 })),
  },
  'changing/pages': hear(nextPage, () => ({ body: '{}' })),
  'changing/pages-of-changes': hear(nextPage, () => ({ body: '{"startingVersion":0}' })),
  'changing/refresh-token': deafTo('refreshToken'),
  'changing/new-version': heading(/GET \S*\/version /, version, '1'),
  'changing/not-there-yet': answering(/"version":3/, 404),
  'changing/at-once': losing(isPlain),
  'history/from-its-start': forgiving,
  'history/times-before-its-start': hear(/"timestamp"/, () => ({ body: '{}' })),
  'history/not-shared': forgiving,
  'history/feed-not-shared': forgiving,
};
