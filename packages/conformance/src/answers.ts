import type { Reply } from './exchange.ts';
import { ensure } from './finding.ts';
import { isObject, parseObject } from './table-lines.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The JSON object of a successful answer. Throws `Finding` for any other. */
export const jsonOf = (reply: Reply): Fields => {
  ensure(reply.status === 200, `The answer has status ${reply.status} instead of 200.`);
  return parseObject(reply.text, 'The answer');
};

/** The items of a page; an absent list is an empty one. */
export const itemsOf = (page: Fields): readonly Fields[] => {
  const { items = [] } = page;
  ensure(Array.isArray(items), '`items` is not a list.');
  return items.map((item: unknown) => {
    ensure(isObject(item), 'An item of the list is no JSON object.');
    return item;
  });
};

/**
 * Demands a refusal in the protocol's form: one of the statuses, and a JSON object with `errorCode` and `message`.
 *
 * @throws Finding
 */
export const ensureRefused = (reply: Reply, ...statuses: readonly number[]): void => {
  ensure(statuses.includes(reply.status), `The answer has status ${reply.status} instead of ${statuses.join(' or ')}.`);
  const { errorCode, message } = parseObject(reply.text, 'The error');
  ensure(typeof errorCode === 'string' && errorCode !== '', 'The error has no errorCode.');
  ensure(typeof message === 'string' && message !== '', 'The error has no message.');
};

/** Texts that are the same, in any order. Throws `Finding` naming the first that is on one side alone. */
export const ensureSame = (found: readonly string[], expected: readonly string[], what: string): void => {
  const [one, other] = [new Set(found), new Set(expected)];
  ensure(found.length === one.size, `${what}: something comes twice.`);
  const missing = expected.find(text => !one.has(text));
  ensure(missing === undefined, `${what}: ${missing} is missing.`);
  const extra = found.find(text => !other.has(text));
  ensure(extra === undefined, `${what}: ${extra} should not be there.`);
};

/** Demands a content type, whatever its parameters. Throws `Finding`. */
export const ensureType = ({ headers }: Reply, type: string, what: string): void => {
  const [found = ''] = (headers.get('content-type') ?? '').toLowerCase().split(';', 1);
  ensure(found.trim() === type, `${what} has the content type "${found}" instead of ${type}.`);
};

/** The header `Delta-Table-Version` as a number. Throws `Finding` when it is none. */
export const versionOf = (reply: Reply): number => {
  const header = reply.headers.get('delta-table-version');
  ensure(header !== null && /^\d+$/.test(header), `The header Delta-Table-Version is ${header} instead of a version.`);
  return Number(header);
};

/** What the server answers about its capabilities: key → value, in lower case as clients compare them. */
export const capabilitiesOf = ({ headers }: Reply): ReadonlyMap<string, string> =>
  new Map(
    (headers.get('delta-sharing-capabilities') ?? '')
      .split(';')
      .filter(part => part.includes('='))
      .map(part => {
        const [key = '', value = ''] = part.split('=', 2);
        return [key, value];
      }),
  );
