import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Finding } from './finding.ts';
import { recordsInFooter } from './parquet-records.ts';

const fixtures = fileURLToPath(new URL('../fixtures', import.meta.url));

const footerOf = (file: Buffer): Buffer => file.subarray(file.length - 8 - file.readUInt32LE(file.length - 8), -8);

/** What the log says of every file that it ever added: path → records. */
const recordsByLog = (table: string): ReadonlyMap<string, number> => {
  const log = join(fixtures, table, '_delta_log');
  const commits = readdirSync(log).filter(name => /^\d+\.json$/.test(name));
  const actions = commits
    .flatMap(name => readFileSync(join(log, name), 'utf8').trim().split('\n'))
    .map(line => JSON.parse(line));
  return new Map(
    actions.flatMap(({ add }) =>
      add?.stats === undefined ? [] : [[decodeURIComponent(add.path), JSON.parse(add.stats).numRecords]],
    ),
  );
};

/** A list of `true` and `false` that says it has more elements than anybody can count. */
const endless = Buffer.from([0x19, 0xf1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]);

describe('the footer of a Parquet file', () => {
  it.each(['schema-evolution', 'type-widening', 'deletion-vectors', 'column-mapping-name'])(
    'has as many records as the log says, in %s',
    table => {
      const expected = recordsByLog(table);
      expect(expected.size).toBeGreaterThan(0);
      for (const [path, records] of expected) {
        expect(recordsInFooter(footerOf(readFileSync(join(fixtures, table, path))))).toBe(records);
      }
    },
  );

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['an end and no number of records', Buffer.from([0x15, 0x02, 0x00])],
    ['lists within lists', Buffer.alloc(100_000, 0x19)],
    ['structs within structs', Buffer.alloc(100_000, 0x1c)],
    ['a list without end', endless],
    ['a number without end', Buffer.alloc(100, 0xff)],
  ])('that is %s is found out', (_, footer) => expect(() => recordsInFooter(footer)).toThrow(Finding));

  it('of any bytes gives a number or a finding, and soon', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), bytes => {
        try {
          return typeof recordsInFooter(Buffer.from(bytes)) === 'number';
        } catch (error) {
          return error instanceof Finding;
        }
      }),
    );
  });
});
