import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LocalUrlKey, localUrlPrefix, signLocalUrl, verifyLocalUrl } from './local-urls.ts';

const key = (id: string, fill: number): LocalUrlKey => ({ id, secret: Buffer.alloc(32, fill) });
const [first, second] = [key('0a1b2c', 1), key('key_2-x', 2)];
const keys = { find: (id: string) => [first, second].find(candidate => candidate.id === id) };

const claims = {
  recipientId: '6b3f1c52-5f3c-4b52-8c8a-3f8e7f6f0001',
  shareId: '6b3f1c52-5f3c-4b52-8c8a-3f8e7f6f0002',
  tableId: '6b3f1c52-5f3c-4b52-8c8a-3f8e7f6f0003',
  scope: 'x0_-',
  path: "day=1/part 0 é'(%).snappy.parquet",
  expiresAt: 1_700_000_000_000,
};
const before = claims.expiresAt - 1;

const segmentOf = (url: string): string => url.slice(localUrlPrefix.length).split('/')[0] ?? '';

describe('local URLs', () => {
  it('say who may read what until when, name the file, and look signed to delta-kernel', () => {
    const url = signLocalUrl(claims, first);
    expect(url).toMatch(
      /^\/delta-sharing\/files\/0a1b2c\.[\w-]+\.[\w-]{43}\/part%200%20%C3%A9'\(%25\)\.snappy\.parquet\?sp=r$/,
    );
    expect(verifyLocalUrl(segmentOf(url), keys, before)).toEqual({ kind: 'valid', claims });
  });

  it('are verified by the key that their id names', () => {
    const url = signLocalUrl(claims, second);
    expect(verifyLocalUrl(segmentOf(url), keys, before)).toEqual({ kind: 'valid', claims });
    const renamed = segmentOf(url).replace(second.id, first.id);
    expect(verifyLocalUrl(renamed, keys, before)).toEqual({ kind: 'refused', reason: 'altered' });
  });

  it('are refused at their end and after it', () => {
    const segment = segmentOf(signLocalUrl(claims, first));
    for (const now of [claims.expiresAt, claims.expiresAt + 1]) {
      expect(verifyLocalUrl(segment, keys, now)).toEqual({ kind: 'refused', reason: 'expired' });
    }
  });

  it('are refused when their key is gone', () => {
    const segment = segmentOf(signLocalUrl(claims, key('old', 3)));
    expect(verifyLocalUrl(segment, keys, before)).toEqual({ kind: 'refused', reason: 'unknown-key' });
  });

  it('do not tell from a forged URL whether it would have expired', () => {
    const forged = segmentOf(signLocalUrl(claims, key(first.id, 9)));
    expect(verifyLocalUrl(forged, keys, claims.expiresAt + 1)).toEqual({ kind: 'refused', reason: 'altered' });
  });

  it.each([
    '',
    '.',
    '..',
    '0a1b2c',
    '0a1b2c.',
    '0a1b2c..',
    '0a1b2c.e30.',
    '0a1b2c.e30.AAAA',
    'a.b.c.d',
    '0a1b2c.%00.x',
  ])('are refused when they are %j', segment => {
    expect(verifyLocalUrl(segment, keys, before)).toEqual({ kind: 'refused', reason: 'altered' });
  });

  it('are refused whichever character of them is replaced, added or taken away', () => {
    const segment = segmentOf(signLocalUrl(claims, first));
    for (let at = 0; at < segment.length; at += 1) {
      const other = segment[at] === 'A' ? 'B' : 'A';
      const changes = [other, '', `${segment[at]}A`].map(text => segment.slice(0, at) + text + segment.slice(at + 1));
      for (const changed of changes) expect(verifyLocalUrl(changed, keys, before).kind, changed).toBe('refused');
    }
  });

  it('are of characters that no client re-encodes, but for the name', () => {
    const path = fc
      .string({ unit: 'binary', minLength: 1 })
      .filter(text => text.isWellFormed() && !/\p{Cc}/u.test(text));
    fc.assert(
      fc.property(path, fc.nat(), (text, expiresAt) => {
        const one = { ...claims, path: text, expiresAt: expiresAt + 1 };
        const url = signLocalUrl(one, first);
        expect(segmentOf(url)).toMatch(/^[A-Za-z0-9._-]+$/);
        expect(new URL(url, 'http://host').pathname).toMatch(/^[\x21-\x7e]+$/);
        expect(verifyLocalUrl(segmentOf(url), keys, expiresAt)).toEqual({ kind: 'valid', claims: one });
      }),
    );
  });
});
