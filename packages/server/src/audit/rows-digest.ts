import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { prepared } from '../database/prepared.ts';
import type { Stamp } from './record.ts';

/** Rows that are read at once: a millisecond of work, after which others have their turn. */
const slice = 500;

const numbers = ['sequence', 'time', 'status_code'];
const texts = [
  'id',
  'service_name',
  'action_name',
  'identity_kind',
  'identity',
  'request_id',
  'source_ip',
  'user_agent',
  'request_params',
];
const optionalTexts = ['recipient_name', 'error_message', 'result'];

const sized = (column: string) => sql`octet_length(${sql.ref(column)}) || ':' || ${sql.ref(column)}`;

/**
 * What is hashed of a row: all of its columns but `replica` and `batch`, which the seal names. Numbers end with a blank, a
 * text has its length in bytes before it, and `-` is null: no two rows are written alike, and both databases write the
 * same.
 */
const rowText = sql.join(
  [
    ...numbers.map(column => sql`${sql.ref(column)} || ' '`),
    ...texts.map(sized),
    ...optionalTexts.map(column => sql`coalesce(${sized(column)}, '-')`),
  ],
  sql` || `,
);

interface Slice {
  readonly text: string | null;
  readonly rows: number;
  readonly first_sequence: number;
  readonly last_sequence: number;
  readonly first_time: number;
  readonly last_time: number;
}

/** The rows of a batch, in short. */
export interface RowsDigest {
  readonly rows: number;
  /** SHA-256 over all columns of the rows in their order, in hex. */
  readonly hash: string;
  readonly firstSequence: number;
  readonly lastSequence: number;
  /** Milliseconds since 1970. */
  readonly firstTime: number;
  readonly lastTime: number;
}

const readSlice = prepared((database, { replica, batch, after }: Stamp & { readonly after: number }) => ({
  compile: () =>
    sql<Slice>`
      select string_agg(${rowText}, '' order by sequence) as text, count(*) as rows,
        min(sequence) as first_sequence, max(sequence) as last_sequence, min(time) as first_time, max(time) as last_time
      from (
        select * from audit_log where replica = ${replica} and batch = ${batch} and sequence > ${after}
        order by sequence limit ${sql.lit(slice)}
      ) as slice`.compile(database.read),
}));

/**
 * Reads and hashes the rows of a batch. The database puts the text together, which costs a third of reading the rows.
 */
export const digestRows = async (database: Database, { replica, batch }: Stamp): Promise<RowsDigest> => {
  const hash = createHash('sha256');
  let digest = { rows: 0, firstSequence: 0, lastSequence: 0, firstTime: Number.MAX_SAFE_INTEGER, lastTime: 0 };
  for (;;) {
    const [part] = await database.execute(readSlice(database, { replica, batch, after: digest.lastSequence }));
    if (part === undefined || part.text === null) break;
    hash.update(part.text);
    digest = {
      rows: digest.rows + part.rows,
      firstSequence: digest.rows === 0 ? part.first_sequence : digest.firstSequence,
      lastSequence: part.last_sequence,
      firstTime: Math.min(digest.firstTime, part.first_time),
      lastTime: Math.max(digest.lastTime, part.last_time),
    };
    if (part.rows < slice) break;
    await setImmediate();
  }
  return { ...digest, hash: hash.digest('hex') };
};
