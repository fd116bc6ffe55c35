import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, expect, it } from 'vitest';
import { collectStream, saveStream } from './streams.ts';

const folder = mkdtempSync(join(tmpdir(), 'boathouse-streams-'));
afterAll(() => rmSync(folder, { recursive: true }));

const chunks = (...texts: string[]) => Readable.from(texts.map(text => Buffer.from(text)));

it('collects a stream up to the limit and gives up right behind it', async () => {
  expect(Buffer.from(await collectStream(chunks('four', 'four'), 'it', 8)).toString()).toBe('fourfour');
  const endless = new Readable({
    read() {
      this.push(Buffer.alloc(1_000));
    },
  });
  await expect(collectStream(endless, 's3://bucket/t/a', 5_000)).rejects.toMatchObject({
    code: 'TOO_LARGE',
    message: 's3://bucket/t/a is larger than the 5000 bytes that are read at once.',
  });
  expect(endless.destroyed).toBe(true);
});

it('saves a stream over what was there', async () => {
  const file = join(folder, 'whole');
  await saveStream(chunks('a longer text'), file);
  await saveStream(chunks('sho', 'rt'), file);
  expect(readFileSync(file, 'utf8')).toBe('short');
});

it('leaves no half of a stream that fails', async () => {
  const file = join(folder, 'half');
  const failing = Readable.from(
    (async function* () {
      yield Buffer.from('half');
      throw new Error('cut');
    })(),
  );
  await expect(saveStream(failing, file)).rejects.toThrow('cut');
  expect(existsSync(file)).toBe(false);
});

it('says which file it cannot write, and lets go of the stream', async () => {
  const stream = chunks('text');
  const file = join(folder, 'missing', 'file');
  await expect(saveStream(stream, file)).rejects.toMatchObject({
    code: 'FAILED',
    message: `Writing ${file} failed (ENOENT).`,
  });
  expect(stream.destroyed).toBe(true);
});
