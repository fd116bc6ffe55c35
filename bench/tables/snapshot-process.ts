import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSnapshots } from '@boathouse/delta';
import { folderReader } from './folder-reader.ts';

/**
 * Builds the snapshot of a table without a cache and counts its files. Prints a JSON object like `delta_rs.py`.
 *
 *     node snapshot-process.ts TABLE
 */
const [folder = ''] = process.argv.slice(2);
const directory = mkdtempSync(join(tmpdir(), 'boathouse-bench-'));
try {
  const begun = performance.now();
  const snapshots = await openSnapshots({ directory, maxBytes: 8_000_000_000 });
  const { numFiles, sizeInBytes } = await snapshots.open({ id: folder, reader: folderReader(folder) });
  const seconds = (performance.now() - begun) / 1000;
  process.stdout.write(`${JSON.stringify({ files: numFiles, bytes: sizeInBytes, seconds })}\n`);
  await snapshots.close();
} finally {
  rmSync(directory, { recursive: true, force: true });
}
