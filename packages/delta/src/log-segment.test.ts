import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LogFile, parseLogPath } from './log-path.ts';
import { planLogSegment } from './log-segment.ts';

const pad = (version: number, length = 20) => String(version).padStart(length, '0');
const commit = (version: number) => `${pad(version)}.json`;
const checkpoint = (version: number) => `${pad(version)}.checkpoint.parquet`;
const part = (version: number, index: number, of: number) =>
  `${pad(version)}.checkpoint.${pad(index, 10)}.${pad(of, 10)}.parquet`;
const compacted = (from: number, to: number) => `${pad(from)}.${pad(to)}.compacted.json`;
const v2 = (version: number) => `${pad(version)}.checkpoint.3a0d65cd-4056-49b8-937b-95f9e3ee90e5.parquet`;

function log(names: readonly string[], size = 1): LogFile[] {
  return names.map(name => {
    const path = parseLogPath(`_delta_log/${name}`);
    if (path === undefined) throw new Error(`no log file: ${name}`);
    return { ...path, object: { path: `_delta_log/${name}`, size, modificationTime: 0 } };
  });
}

function plan(names: readonly string[], version?: number) {
  const segment = planLogSegment(log(names), version);
  const name = ({ path }: { path: string }) => path.slice('_delta_log/'.length);
  return {
    version: segment.version,
    checkpoint: segment.checkpoint.map(name),
    commits: segment.commits.map(name),
    commit: segment.commit && name(segment.commit),
  };
}

describe('planLogSegment', () => {
  it('takes all commits when there is no checkpoint', () => {
    expect(plan([commit(1), commit(0), commit(2)])).toEqual({
      version: 2,
      checkpoint: [],
      commits: [commit(0), commit(1), commit(2)],
      commit: commit(2),
    });
  });

  it('takes the newest checkpoint and the commits after it', () => {
    const names = [checkpoint(2), commit(2), checkpoint(4), commit(3), commit(4), commit(5)];
    expect(plan(names)).toEqual({ version: 5, checkpoint: [checkpoint(4)], commits: [commit(5)], commit: commit(5) });
  });

  it('takes the newest checkpoint that is not after the version asked for', () => {
    const names = [checkpoint(2), checkpoint(4), ...[0, 1, 2, 3, 4, 5].map(commit)];
    expect(plan(names, 3)).toMatchObject({ version: 3, checkpoint: [checkpoint(2)], commits: [commit(3)] });
    expect(plan(names, 4)).toMatchObject({ version: 4, checkpoint: [checkpoint(4)], commits: [], commit: commit(4) });
    expect(plan(names, 1)).toMatchObject({ version: 1, checkpoint: [], commits: [commit(0), commit(1)] });
  });

  it('takes a multi-part checkpoint with all of its parts, in order', () => {
    const names = [part(3, 2, 2), part(3, 1, 2), commit(3), commit(4)];
    expect(plan(names).checkpoint).toEqual([part(3, 1, 2), part(3, 2, 2)]);
  });

  it('ignores a multi-part checkpoint that lacks a part', () => {
    const names = [checkpoint(1), part(3, 1, 3), part(3, 3, 3), part(3, 2, 2), commit(2), commit(3)];
    expect(plan(names)).toMatchObject({ checkpoint: [checkpoint(1)], commits: [commit(2), commit(3)] });
  });

  it('reads a version that is only left as a checkpoint', () => {
    expect(plan([checkpoint(7)])).toEqual({ version: 7, checkpoint: [checkpoint(7)], commits: [], commit: undefined });
  });

  it('takes a V2 checkpoint as any other, and of several of a version the plainest name', () => {
    const names = [v2(1), commit(0), commit(1), commit(2), checkpoint(0)];
    expect(plan(names)).toMatchObject({ version: 2, checkpoint: [v2(1)], commits: [commit(2)] });
    expect(plan([...names, checkpoint(1)]).checkpoint).toEqual([checkpoint(1)]);
    expect(plan([...names, part(1, 1, 1)]).checkpoint).toEqual([v2(1)]);
    expect(plan([v2(3)])).toMatchObject({ version: 3, checkpoint: [v2(3)], commits: [] });
  });

  it.each<[string, readonly string[], number | undefined, string, RegExp]>([
    ['no log', [], undefined, 'TABLE_NOT_FOUND', /no commit and no checkpoint/],
    ['a version that is too new', [commit(0)], 1, 'VERSION_NOT_FOUND', /Version 1 does not exist: .* 0/],
    ['a negative version', [commit(0)], -1, 'VERSION_NOT_FOUND', /-1 is not a version/],
    ['a fraction', [commit(0)], 0.5, 'VERSION_NOT_FOUND', /0.5 is not a version/],
    ['a gap', [commit(0), commit(2)], undefined, 'CORRUPT_LOG', /gap: _delta_log\/0{19}1\.json is missing/],
    ['a gap after a checkpoint', [checkpoint(4), commit(6)], undefined, 'CORRUPT_LOG', /0{19}5\.json is missing/],
    [
      'a version before the cleanup',
      [checkpoint(4), commit(4), commit(3)],
      3,
      'VERSION_NOT_FOUND',
      /no longer be read/,
    ],
    ['a log without a beginning', [commit(3), part(3, 1, 2)], undefined, 'CORRUPT_LOG', /begins at version 3/],
    ['a gap after a V2 checkpoint', [v2(3), commit(5)], undefined, 'CORRUPT_LOG', /0{19}4\.json is missing/],
    ['nothing but compacted commits', [compacted(0, 2)], undefined, 'TABLE_NOT_FOUND', /no commit and no checkpoint/],
    [
      'a gap after compacted commits',
      [commit(0), compacted(1, 3), commit(5)],
      undefined,
      'CORRUPT_LOG',
      /0{19}4\.json is missing/,
    ],
    [
      'compacted commits that overlap but do not join',
      [commit(0), compacted(1, 3), compacted(2, 4), commit(6), commit(5)],
      undefined,
      'CORRUPT_LOG',
      /0{19}4\.json is missing/,
    ],
  ])('refuses %s', (_, names, version, code, message) => {
    expect(() => plan(names, version)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    );
  });

  it('refuses a commit without content', () => {
    expect(() => planLogSegment(log([commit(0)], 0))).toThrow(expect.objectContaining({ code: 'CORRUPT_LOG' }));
  });

  it('plans every version of a whole log alike, whichever checkpoints there are', () => {
    const scenario = fc.record({
      newest: fc.nat(20),
      checkpoints: fc.uniqueArray(fc.nat(20)),
      version: fc.nat(20),
      order: fc.infiniteStream(fc.nat()),
    });
    fc.assert(
      fc.property(scenario, ({ newest, checkpoints, version, order }) => {
        fc.pre(version <= newest);
        const present = checkpoints.filter(at => at <= newest);
        const names = [...Array.from({ length: newest + 1 }, (_, at) => commit(at)), ...present.map(checkpoint)];
        const shuffled = names
          .map(name => [order.next().value, name] as const)
          .sort(([a], [b]) => a - b)
          .map(([, name]) => name);
        const { checkpoint: chosen, commits } = plan(shuffled, version);
        const base = Math.max(-1, ...present.filter(at => at <= version));
        expect(chosen).toEqual(base < 0 ? [] : [checkpoint(base)]);
        expect(commits).toEqual(Array.from({ length: version - base }, (_, index) => commit(base + 1 + index)));
      }),
    );
  });
});
