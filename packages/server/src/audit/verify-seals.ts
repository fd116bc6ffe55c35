import type { audit, ResponseOf } from '@boathouse/contract';
import { sql } from 'kysely';
import type { Workspace } from '../workspace.ts';
import type { AuditKeys } from './audit-keys.ts';
import { digestRows } from './rows-digest.ts';
import { checkPruned, checkSeal, type Seal } from './seal.ts';

export type Problem = ResponseOf<(typeof audit)['operations']['verify']>['problems'][number];

export type VerifyParts = Pick<Workspace, 'database' | 'config'> & { readonly keys: AuditKeys };

/** What a part of the verification found. */
export interface Findings {
  readonly problems: Problem[];
  batches: number;
  rows: number;
  pruned_batches: number;
  recovered_batches: number;
  unsealed_rows: number;
  unsigned_batches: number;
  heads: number;
}

export const noFindings = (): Findings => ({
  problems: [],
  batches: 0,
  rows: 0,
  pruned_batches: 0,
  recovered_batches: 0,
  unsealed_rows: 0,
  unsigned_batches: 0,
  heads: 0,
});

/** Rows and seals that are checked for one page. */
const rowBudget = 20_000;
const sealBudget = 500;

/** Where the walk along the chains goes on: behind this seal of this process. */
export interface ChainPlace {
  readonly replica: string;
  readonly batch: number;
  /** The hash of that seal; empty before the first of the process. */
  readonly hash: string;
}

/** The place before all batches of a process, also those that somebody else numbered. */
export const before = (replica: string): ChainPlace => ({ replica, batch: Number.MIN_SAFE_INTEGER, hash: '' });

const problemOf = (kind: Problem['kind'], seal: Seal, message: string): Problem => ({
  kind,
  replica: seal.replica,
  batch: seal.batch,
  message,
  first_time: seal.first_time,
  last_time: seal.last_time,
});

/** A count with its noun: `1 record`, `2 records`. */
const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** Whether the records of a batch were deleted while it was checked. */
const isPrunedNow = async ({ database }: VerifyParts, { number }: Seal): Promise<boolean> => {
  const seals = database.read.selectFrom('audit_seals').select('pruned_at').where('number', '=', number);
  return (await seals.executeTakeFirst())?.pruned_at !== null;
};

const checkRows = async (parts: VerifyParts, seal: Seal, findings: Findings): Promise<void> => {
  const rows = await digestRows(parts.database, seal);
  findings.rows += rows.rows;
  if (seal.pruned_at === null && rows.rows === 0 && (await isPrunedNow(parts, seal))) return;
  const expected = seal.pruned_at === null ? seal.row_count : 0;
  if (rows.rows < expected) {
    const message = `${counted(expected - rows.rows, 'record')} of ${expected} that were sealed ${expected - rows.rows === 1 ? 'is' : 'are'} gone.`;
    findings.problems.push(problemOf('ROWS_REMOVED', seal, message));
  } else if (rows.rows > expected) {
    const message = `${counted(rows.rows - expected, 'record')} came to the batch after it was sealed with ${expected}.`;
    findings.problems.push(problemOf('ROWS_ADDED', seal, message));
  } else if (expected > 0 && rows.hash !== seal.rows_hash) {
    const message = `At least one of ${counted(expected, 'record')} is not as it was sealed.`;
    findings.problems.push(problemOf('ROWS_ALTERED', seal, message));
  }
};

const checkSignatures = async ({ keys }: VerifyParts, seal: Seal, findings: Findings): Promise<void> => {
  const find = (id: string) => keys.find(id);
  const signature = await checkSeal(seal, find);
  if (signature === 'bad') {
    findings.problems.push(problemOf('SEAL_ALTERED', seal, 'The seal is not as it was made.'));
  }
  const pruned = await checkPruned(seal, find);
  if (pruned === 'bad') {
    const message = 'The seal says that the records were deleted at the end of their retention, which is not signed.';
    findings.problems.push(problemOf('ROWS_REMOVED', seal, message));
  }
  if (signature === 'unknown' || pruned === 'unknown') findings.unsigned_batches += 1;
};

/** Whether a seal follows the one before it; the first of a process follows any other. */
const checkChain = async ({ database }: VerifyParts, seal: Seal, before: string, findings: Findings): Promise<void> => {
  if (before === seal.previous_hash) return;
  if (before === '') {
    const { read } = database;
    const previous = await read
      .selectFrom('audit_seals')
      .select('number')
      .where('hash', '=', seal.previous_hash)
      .where('number', '<', seal.number)
      .executeTakeFirst();
    if (previous !== undefined) return;
  }
  findings.problems.push(problemOf('SEAL_REMOVED', seal, 'The seal before this one is gone or was changed.'));
};

/** Rows of batches that have no seal, though a later one of the same process has. */
const checkBetween = async (
  { database }: VerifyParts,
  replica: string,
  after: number,
  seals: readonly Seal[],
  findings: Findings,
): Promise<void> => {
  const last = seals.at(-1)?.batch ?? after;
  const rows = await database.read
    .selectFrom('audit_log')
    .leftJoin('audit_seals', join =>
      join.onRef('audit_seals.replica', '=', 'audit_log.replica').onRef('audit_seals.batch', '=', 'audit_log.batch'),
    )
    .select(({ fn }) => ['audit_log.batch', fn.countAll<number>().as('count')])
    .where('audit_log.replica', '=', replica)
    .where('audit_log.batch', '>', after)
    .where('audit_log.batch', '<=', last)
    .where('audit_seals.number', 'is', null)
    .groupBy('audit_log.batch')
    .execute();
  for (const { batch, count } of rows) {
    const message = `${counted(Number(count), 'record')} of a batch without a seal, though the next batch has one.`;
    findings.problems.push({ kind: 'ROWS_NOT_SEALED', replica, batch, message });
  }
};

/** Rows behind the last seal of a process: too new, or left by a crash. Only processes that were known have any. */
const checkTail = async (
  { database }: VerifyParts,
  replica: string,
  after: number,
  findings: Findings,
): Promise<void> => {
  const { read } = database;
  const { count, batch } = await read
    .selectFrom('audit_log')
    .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('batch').as('batch')])
    .where('replica', '=', replica)
    .where('batch', '>', after)
    .executeTakeFirstOrThrow();
  const rows = Number(count);
  if (rows === 0) return;
  const known = await read.selectFrom('audit_replicas').select('id').where('id', '=', replica).executeTakeFirst();
  if (known !== undefined) {
    findings.unsealed_rows += rows;
    return;
  }
  const message = `${counted(rows, 'record')} without a seal, of a process that left none unsealed.`;
  findings.problems.push({ kind: 'ROWS_NOT_SEALED', replica, batch: batch ?? 0, message });
};

/** The first process behind a name that has seals or rows. */
const nextReplica = async ({ database: { read } }: VerifyParts, after: string): Promise<string | undefined> => {
  const least = (table: 'audit_seals' | 'audit_log') =>
    read
      .selectFrom(table)
      .select(sql<string | null>`min(replica)`.as('replica'))
      .where('replica', '>', after)
      .executeTakeFirst();
  const found = [await least('audit_seals'), await least('audit_log')].flatMap(row => row?.replica ?? []);
  return found.toSorted()[0];
};

const sealsBehind = ({ database: { read } }: VerifyParts, { replica, batch }: ChainPlace): Promise<Seal[]> =>
  read
    .selectFrom('audit_seals')
    .selectAll()
    .where('replica', '=', replica)
    .where('batch', '>', batch)
    .orderBy('batch')
    .limit(sealBudget)
    .execute();

/** As many as have the rows of one page between them, and one at least. */
const affordable = (seals: readonly Seal[]): readonly Seal[] => {
  let rows = 0;
  return seals.filter((seal, index) => {
    rows += seal.row_count;
    return index === 0 || rows <= rowBudget;
  });
};

/**
 * Checks a part of the chains, process by process and batch by batch.
 *
 * @returns where to go on; undefined at the end
 */
export const verifySeals = async (
  parts: VerifyParts,
  place: ChainPlace,
  findings: Findings,
): Promise<ChainPlace | undefined> => {
  const seals = affordable(await sealsBehind(parts, place));
  await checkBetween(parts, place.replica, place.batch, seals, findings);
  let previous = place.hash;
  for (const seal of seals) {
    findings.batches += 1;
    if (seal.pruned_at !== null) findings.pruned_batches += 1;
    if (seal.sealed_by !== seal.replica) findings.recovered_batches += 1;
    await checkChain(parts, seal, previous, findings);
    await checkSignatures(parts, seal, findings);
    await checkRows(parts, seal, findings);
    previous = seal.hash;
  }
  const last = seals.at(-1);
  if (last !== undefined) return { replica: place.replica, batch: last.batch, hash: last.hash };
  await checkTail(parts, place.replica, place.batch, findings);
  const next = await nextReplica(parts, place.replica);
  return next === undefined ? undefined : before(next);
};
