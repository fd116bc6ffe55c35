import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { longestLine, readLines } from './ndjson.ts';
import { collect, failureOf } from './testing/collect.ts';

async function* chunksOf(bytes: Uint8Array, sizes: readonly number[]) {
  let start = 0;
  for (const size of sizes) {
    yield bytes.subarray(start, start + size);
    start += size;
  }
  yield bytes.subarray(start);
}

describe('lines', () => {
  test('are the same wherever the stream is cut, inside a character too', async () => {
    const line = fc.string({ unit: 'grapheme' }).map(text => text.replace(/[\r\n]/g, '').trim());
    const cuts = fc.array(fc.nat(7), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(fc.array(line), cuts, fc.boolean(), async (lines, sizes, ended) => {
        const text = lines.join('\n') + (ended ? '\n' : '');
        const read = await collect(readLines(chunksOf(new TextEncoder().encode(text), sizes), 'test'));
        expect(read).toEqual(lines.filter(one => one !== ''));
      }),
    );
  });

  test('that never end are refused before they fill the memory', async () => {
    const piece = new Uint8Array(1024 * 1024).fill(0x61);
    let sent = 0;
    const endless = (async function* () {
      for (;;) {
        sent += piece.length;
        yield piece;
      }
    })();
    expect(await failureOf(collect(readLines(endless, 'test')))).toMatchObject({ errorCode: 'INVALID_RESPONSE' });
    expect(sent).toBeLessThanOrEqual(longestLine + 2 * piece.length);
  });
});
