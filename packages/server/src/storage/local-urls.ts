import { createSecretKey, timingSafeEqual } from 'node:crypto';
import { hmacSha256 } from './hmac-sha256.ts';

/** A key that local URLs are signed with. Its id travels in the URL, so that every replica finds the key. */
export interface LocalUrlKey {
  /** Letters, digits, `_` and `-`. */
  readonly id: string;
  /** 32 random bytes. */
  readonly secret: Uint8Array;
}

/** What a local URL says, and what it is bound to. Ids are UUIDs. */
export interface LocalUrlClaims {
  readonly recipientId: string;
  readonly shareId: string;
  /** The table that the file is of, or the volume. */
  readonly tableId: string;
  /** Stands for what of it is shared, and is another once that changes; `''` where all is. Letters, digits, `_` and `-`. */
  readonly scope: string;
  /**
   * Path of the file below the root of that; or, for a file that lies elsewhere, its URI as the table's log has it. Free of
   * control characters, see `checkObjectPath` and `fileUrl`.
   */
  readonly path: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Why a local URL is not honoured: its end has come, it is not as it was signed, or its key is not known any more. */
export type LocalUrlRefusal = 'expired' | 'altered' | 'unknown-key';

/** What `verifyLocalUrl` found. */
export type VerifiedLocalUrl =
  | { readonly kind: 'valid'; readonly claims: LocalUrlClaims }
  | { readonly kind: 'refused'; readonly reason: LocalUrlRefusal };

/** Where local URLs live. A URL is this, a segment that says and proves everything, and a name that means nothing. */
export const localUrlPrefix = '/delta-sharing/files/';

const preparedKeys = new WeakMap<LocalUrlKey, ReturnType<typeof hmacSha256>>();

const prepare = (key: LocalUrlKey): ReturnType<typeof hmacSha256> => {
  const known = preparedKeys.get(key);
  if (known !== undefined) return known;
  const made = hmacSha256(createSecretKey(key.secret));
  preparedKeys.set(key, made);
  return made;
};

// The key signs other things too: the words before the line break keep this from being taken for one of them.
const macOf = (signed: string, key: LocalUrlKey): string => prepare(key)(`local url\n${signed}`, 'base64url');

/**
 * Signs the URL of one file of a local table.
 *
 * Everything is in the path and of characters that need no escape: clients re-encode query strings (yarl, beneath the
 * Python client, does). The file's name comes last, for people and for tools that go by its ending. The query proves
 * nothing: delta-kernel, beneath the Python client, takes a URL for a signed one, and opens it, only when its query has a
 * parameter of a store that it knows (here Azure's "signed permission": to read).
 *
 * @returns path and query of the URL, `/delta-sharing/files/<key>.<claims>.<mac>/<name>?sp=r`
 */
export const signLocalUrl = (claims: LocalUrlClaims, key: LocalUrlKey): string => {
  const { recipientId, shareId, tableId, scope, expiresAt, path } = claims;
  const text = `${recipientId}\n${shareId}\n${tableId}\n${scope}\n${expiresAt}\n${path}`;
  const signed = `${key.id}.${Buffer.from(text).toString('base64url')}`;
  const name = encodeURIComponent(path.slice(path.lastIndexOf('/') + 1));
  return `${localUrlPrefix}${signed}.${macOf(signed, key)}/${name}?sp=r`;
};

/**
 * Checks the proving segment of a local URL, in constant time where it matters.
 *
 * @param segment `<key>.<claims>.<mac>`, the path segment behind `localUrlPrefix`
 * @param keys where a key is found by its id
 * @param now milliseconds since 1970
 */
export const verifyLocalUrl = (
  segment: string,
  keys: { readonly find: (id: string) => LocalUrlKey | undefined },
  now: number,
): VerifiedLocalUrl => {
  const [id = '', payload = '', mac = '', ...more] = segment.split('.');
  if (payload === '' || more.length > 0) return refused('altered');
  const key = keys.find(id);
  if (key === undefined) return refused('unknown-key');
  // The texts are compared, not the bytes they stand for: base64 lets more than one text stand for the same bytes.
  const expected = Buffer.from(macOf(`${id}.${payload}`, key));
  const given = Buffer.from(mac);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return refused('altered');
  const claims = readClaims(payload);
  if (claims === undefined) return refused('altered');
  return claims.expiresAt > now ? { kind: 'valid', claims } : refused('expired');
};

const refused = (reason: LocalUrlRefusal): VerifiedLocalUrl => ({ kind: 'refused', reason });

const readClaims = (payload: string): LocalUrlClaims | undefined => {
  const fields = Buffer.from(payload, 'base64url').toString('utf8').split('\n');
  const [recipientId = '', shareId = '', tableId = '', scope = '', expiry = '', path = '', ...more] = fields;
  if (path === '' || more.length > 0 || !/^\d+$/.test(expiry)) return undefined;
  return { recipientId, shareId, tableId, scope, path, expiresAt: Number(expiry) };
};
