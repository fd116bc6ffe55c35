import { expect, it } from 'vitest';
import { commitPath } from '../log-path.ts';
import { sparkTable } from '../testing/spark-fixtures.ts';
import { shared } from '../testing/test-snapshots.ts';

it.each([
  ['in-commit-timestamps', 0, 4],
  ['in-commit-timestamps-midway', 3, 5],
])('%s, which Spark wrote, has the times that its commits say from version %i on', async (name, since, last) => {
  const snapshots = await shared();
  const table = sparkTable(name);
  for (let version = since; version <= last; version++) {
    const [first = ''] = Buffer.from(await table.reader.read(commitPath(version)))
      .toString()
      .split('\n');
    const time = JSON.parse(first).commitInfo.inCommitTimestamp;
    expect(await snapshots.timestampOf(table, version)).toBe(time);
    expect(await snapshots.versionAt(table, time, 'at-or-before')).toBe(version);
    const changes = await snapshots.changes(table, { from: version, to: last, kind: 'stream' });
    for await (const { timestamp } of changes.versions()) {
      expect(timestamp).toBe(time);
      break;
    }
  }
});
