import { type DoubleAnswer, xmlError } from './http-double.ts';
import { queryOf, type ReceivedRequest } from './v4-claim.ts';

/** An object that a double of a store holds. */
export interface HeldObject {
  readonly body: Buffer;
  readonly time: Date;
}

/** A page of a listing, as the two clouds give it. */
interface HeldPage {
  readonly objects: readonly (readonly [string, HeldObject])[];
  readonly folders: readonly string[];
  /** The name that the next page begins after. */
  readonly next: string | undefined;
}

const byBytes = (one: string, other: string): number => Buffer.compare(Buffer.from(one), Buffer.from(other));

/** Where a listing goes on, by its query. */
const startOfPage = (query: ReadonlyMap<string, string>): string => {
  const token = query.get('continuation-token');
  return token === undefined ? (query.get('start-after') ?? '') : Buffer.from(token, 'base64').toString('utf8');
};

/** Lists what begins with a prefix, by a query: with a delimiter, what has a slash behind it counts as a folder, once. */
const listHeld = (objects: ReadonlyMap<string, HeldObject>, query: ReadonlyMap<string, string>): HeldPage => {
  const [prefix, after] = [query.get('prefix') ?? '', startOfPage(query)];
  const entries = new Map<string, HeldObject | undefined>();
  for (const name of [...objects.keys()].filter(key => key.startsWith(prefix)).sort(byBytes)) {
    const slash = name.indexOf('/', prefix.length);
    const isFolder = slash >= 0 && query.get('delimiter') === '/';
    const entry = isFolder ? name.slice(0, slash + 1) : name;
    if (byBytes(entry, after) > 0) entries.set(entry, isFolder ? undefined : objects.get(name));
  }
  const page = [...entries].slice(0, 1000);
  return {
    objects: page.flatMap(([name, object]) => (object === undefined ? [] : [[name, object] as const])),
    folders: page.filter(([, object]) => object === undefined).map(([name]) => name),
    next: entries.size > page.length ? page.at(-1)?.[0] : undefined,
  };
};

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A page as XML, as List Objects version 2 of both clouds gives it. */
const listingXml = ({ objects, folders, next }: HeldPage): string => {
  const contents = objects.map(
    ([name, { body, time }]) =>
      `<Contents><Key>${escapeXml(name)}</Key><LastModified>${time.toISOString()}</LastModified><Size>${body.length}</Size></Contents>`,
  );
  const prefixes = folders.map(name => `<CommonPrefixes><Prefix>${escapeXml(name)}</Prefix></CommonPrefixes>`);
  const end =
    next === undefined
      ? '<IsTruncated>false</IsTruncated>'
      : `<IsTruncated>true</IsTruncated><NextContinuationToken>${Buffer.from(next).toString('base64')}</NextContinuationToken>`;
  return `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult>${contents.join('')}${prefixes.join('')}${end}</ListBucketResult>`;
};

/** The part of an object that a `Range` header asks for, with status and headers; all of it without one. */
const rangeOf = (body: Buffer, range: string | undefined) => {
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
  if (first === undefined) return { status: 200, headers: {}, part: body };
  const end = last === '' || last === undefined ? body.length - 1 : Math.min(Number(last), body.length - 1);
  const headers = { 'content-range': `bytes ${first}-${end}/${body.length}` };
  return { status: 206, headers, part: body.subarray(Number(first), end + 1) };
};

/** Does what a request asks of an object, or of the whole bucket when its name is empty: both clouds answer alike. */
export const serveHeld = (objects: Map<string, HeldObject>, name: string, request: ReceivedRequest): DoubleAnswer => {
  const { method, target, body } = request;
  if (name === '') {
    const query = new Map(queryOf(target));
    if (method !== 'GET' || query.get('list-type') !== '2') return xmlError(400, 'InvalidArgument');
    return { status: 200, headers: { 'content-type': 'application/xml' }, body: listingXml(listHeld(objects, query)) };
  }
  if (method === 'PUT') {
    objects.set(name, { body, time: new Date() });
    return { status: 200 };
  }
  const object = objects.get(name);
  if (object === undefined) return xmlError(404, 'NoSuchKey');
  if (method === 'DELETE') {
    objects.delete(name);
    return { status: 204 };
  }
  if (method !== 'GET') return xmlError(405, 'MethodNotAllowed');
  const { status, headers, part } = rangeOf(object.body, request.headers.range);
  return { status, headers, body: part };
};
