import { describe, expect, it } from 'vitest';
import { commitPath, parseLogPath, versionPrefix } from './log-path.ts';

const uuid = '3a0d65cd-4056-49b8-937b-95f9e3ee90e5';

describe('parseLogPath', () => {
  it.each([
    ['00000000000000000042.json', { kind: 'commit', version: 42 }],
    ['00000000000000000042.checkpoint.parquet', { kind: 'checkpoint', version: 42 }],
    [
      '00000000000000000042.checkpoint.0000000002.0000000013.parquet',
      { kind: 'checkpoint-part', version: 42, part: 2, parts: 13 },
    ],
    [`00000000000000000042.checkpoint.${uuid}.parquet`, { kind: 'v2-checkpoint', version: 42 }],
    [`00000000000000000042.checkpoint.${uuid}.json`, { kind: 'v2-checkpoint', version: 42 }],
    ['00000000000000000004.00000000000000000006.compacted.json', { kind: 'compacted-commits', from: 4, version: 6 }],
    ['00000000000000000042.crc', { kind: 'checksum', version: 42 }],
  ])('knows %s', (name, expected) => {
    expect(parseLogPath(`_delta_log/${name}`)).toEqual(expected);
  });

  it.each([
    '_last_checkpoint',
    '.00000000000000000042.json.crc',
    '.00000000000000000042.json.5a1c.tmp',
    '00000000000000000042.json.tmp',
    '00000000000000000042.checkpoint.parquet.crc',
    '_commit_3a0d65cd.json.tmp',
    '42.json',
    '000000000000000000042.json',
    '00000000000000000042.checkpoint.1.2.parquet',
    `_staged_commits/00000000000000000042.${uuid}.json`,
    `00000000000000000042.${uuid}.json`,
    '_sidecars/00000000000000000042.json',
    '',
  ])('ignores %j', name => {
    expect(parseLogPath(`_delta_log/${name}`)).toBeUndefined();
  });

  it('ignores what is outside the log', () => {
    expect(parseLogPath('00000000000000000042.json')).toBeUndefined();
  });
});

it('makes names that sort by version, the prefix first', () => {
  expect(commitPath(7)).toBe('_delta_log/00000000000000000007.json');
  expect([commitPath(10), commitPath(9), versionPrefix(10)].sort()).toEqual([
    commitPath(9),
    versionPrefix(10),
    commitPath(10),
  ]);
});
