import type { Oddity } from './odd-proxy.ts';
import { answering, failingWith, forgiving, hear, items, json, say } from './oddities.ts';

const lists = /GET \S*\/(shares|schemas|tables|all-tables)(\?| )/;
const tables = /GET \S*\/(tables|all-tables)(\?| )/;
const credentials = /temporary-\w+-credentials/;

/** A list of one thing that has no name, where the server has no such list. */
const nameless = (kind: string): Oddity =>
  answering(new RegExp(`GET \\S*/all-${kind}`), 200, { items: [{ schema: 's', share: 's' }] });

/** A table that can be read as a directory, as far as its metadata goes. */
const directory = (location: unknown, status: number, body: object): Oddity => ({
  say: (answered, asked) => {
    if (credentials.test(asked.url)) return { ...answered, status, body: JSON.stringify(body) };
    if (!asked.url.endsWith('/metadata') || answered.status !== 200) return answered;
    const more = `"metaData":{"accessModes":["dir"],"location":${JSON.stringify(location)},`;
    return { ...answered, body: answered.body.replace('"metaData":{', more) };
  },
});

/** For each rule of finding and refusing, something that breaks it. */
export const brokenDiscovery: Readonly<Record<string, Oddity>> = {
  'authorization/no-token': forgiving,
  'authorization/wrong-token': failingWith(403),
  'authorization/other-scheme': forgiving,
  'authorization/rotated-token': forgiving,
  'discovery/one-line': say(lists, answered => ({
    ...answered,
    body: JSON.stringify(JSON.parse(answered.body), undefined, 2),
  })),
  'discovery/pages': json(/maxResults=1/, page => ({ ...page, items: [] })),
  'discovery/no-results-wanted': hear(/maxResults=0/, ({ url }) => ({ url: url.replace('maxResults=0', '') })),
  'discovery/wrong-max-results': forgiving,
  'discovery/wrong-page-token': failingWith(500),
  'discovery/all-tables': json(/all-tables/, page => ({ ...page, items: page.items.slice(1) })),
  'discovery/get-share': json(/GET \S*\/shares\/[^/]+ /, ({ share }) => ({
    share: { ...share, name: share.name.toUpperCase() },
  })),
  'discovery/names-ignore-case': answering(({ url }) => /\/shares\/[A-Z_0-9]+\//.test(url), 404),
  'discovery/stable-ids': items(lists, item => ({ ...item, id: Math.random() })),
  'discovery/unknown-names': failingWith(400),
  'discovery/unknown-endpoint': failingWith(401),
  'discovery/places': items(tables, item => ({ ...item, share: 'another' })),
  'discovery/every-table': answering(/GET \S*\/metadata/, 500),
  'discovery/names': items(tables, item => ({ ...item, name: `${item.name} of mine` })),
  'discovery/share-fields': items(/GET \S*\/shares /, item => ({ ...item, displayName: 'x'.repeat(256) })),
  'discovery/table-ids': items(tables, item => ({ ...item, id: 'the same' })),
  'discovery/table-fields': items(tables, item => ({ ...item, accessModes: ['ftp'] })),
  'discovery/most-results': json(/maxResults=2147483647/, () => ({})),
  'errors/json': say(/./, answered => ({ ...answered, headers: { 'content-type': 'text/html' } })),
  'errors/unknown-table': say(/^HEAD/, answered => ({ ...answered, status: 200 })),
  'errors/wrong-method': forgiving,
  'input/numbers': forgiving,
  'input/far-version': forgiving,
  'input/nesting': answering(/\{"a":\{"a"/, 500),
  'input/large-hints': answering(/jsonPredicateHints/, 500),
  'input/names': failingWith(500),
  'input/repeated-parameters': answering(/maxResults=1&maxResults=2/, 500),
  'input/capabilities': answering(
    ({ headers }) => /conformance/.test(headers['delta-sharing-capabilities'] ?? ''),
    400,
  ),
  'input/hint-types': answering(/"limitHint":-1/, 500),
  'directory/location': directory(7, 400, {}),
  'directory/credentials': directory('s3://b/t', 200, { credentials: { location: 's3://b/t', expirationTime: 5 } }),
  'directory/elsewhere': directory('s3://b/t', 200, {}),
  'directory/by-url-alone': answering(credentials, 200, { credentials: {} }),
  'opensharing/table': answering(/GET \S*\/tables\/[^/]+ /, 200, { name: 'another' }),
  'opensharing/volumes': nameless('volumes'),
  'opensharing/unknown-volume': forgiving,
  'opensharing/volume-credentials': {
    say: (answered, asked) => {
      const body = /all-volumes/.test(asked.url) ? { items: [{ name: 'v', schema: 's', share: 's' }] } : {};
      const isMeant = /all-volumes|temporary-volume/.test(asked.url);
      return isMeant ? { ...answered, status: 200, body: JSON.stringify(body) } : answered;
    },
  },
  'opensharing/skills': nameless('skills'),
  'opensharing/models': nameless('models'),
};
