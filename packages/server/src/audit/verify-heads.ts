import { open } from 'node:fs/promises';
import type { Head } from './sealer.ts';
import { headsFile } from './sealer.ts';
import type { Findings, VerifyParts } from './verify-seals.ts';

/** How much of the file is read for one page, in bytes. */
const portion = 65_536;

const parse = (line: string): Head | undefined => {
  try {
    const head: Partial<Head> = JSON.parse(line);
    return typeof head.hash === 'string' ? (head as Head) : undefined;
  } catch {
    // What a crash left of a line.
    return undefined;
  }
};

const readPortion = async (file: string, offset: number): Promise<string> => {
  try {
    const handle = await open(file, 'r');
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(portion), 0, portion, offset);
      return buffer.toString('latin1', 0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
};

const check = async ({ database }: VerifyParts, heads: readonly Head[], findings: Findings): Promise<void> => {
  if (heads.length === 0) return;
  const found = await database.read
    .selectFrom('audit_seals')
    .select(['hash', 'replica', 'batch'])
    .where(
      'hash',
      'in',
      heads.map(({ hash }) => hash),
    )
    .execute();
  const seals = new Map(found.map(seal => [seal.hash, seal]));
  for (const { hash, replica, batch } of heads) {
    findings.heads += 1;
    const seal = seals.get(hash);
    if (seal?.replica === replica && seal.batch === batch) continue;
    const message = 'The database has no seal of this batch with the hash that was anchored beside it.';
    findings.problems.push({ kind: 'HEAD_ALTERED', replica, batch, message });
  }
};

/**
 * Compares a part of the anchored heads with the seals of the database.
 *
 * @param offset where in the file to go on, in bytes
 * @returns where the next part begins; undefined at the end
 */
export const verifyHeads = async (
  parts: VerifyParts,
  offset: number,
  findings: Findings,
): Promise<number | undefined> => {
  const text = await readPortion(headsFile(parts.config.data), offset);
  const end = text.lastIndexOf('\n') + 1;
  if (end === 0) return undefined;
  const heads = text
    .slice(0, end)
    .split('\n')
    .flatMap(line => parse(line) ?? []);
  await check(parts, heads, findings);
  return offset + end;
};
