import { once } from 'node:events';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { Workspace } from '../workspace.ts';
import { appendLines } from './append-lines.ts';
import { describeRecord } from './describe-record.ts';
import type { Seal } from './seal.ts';
import type { Trail } from './trail.ts';

/** Batches that are written before the position is kept. */
const round = 50;

/** Rows that are read at once. */
const slice = 200;

export type SinkParts = Pick<Workspace, 'database' | 'config' | 'id'> & {
  readonly trail: Trail;
  readonly stdout: Writable;
};

/** How far the trail was written out. */
interface Position {
  /** The number of the last seal whose rows were written. */
  readonly number: number;
  /** The processes of this data folder that made seals since. */
  readonly sealers: readonly string[];
}

/**
 * Writes each record out as a line of JSON, to a file or to standard output: what this process sealed, in the order of the
 * trail. It reads batches that are sealed, so that a slow reader keeps no request waiting; and it keeps how far it came,
 * so that after a crash records may come twice and none is left out.
 */
export class LogSink {
  readonly #parts: SinkParts;
  readonly #target: string;
  #position: Position | undefined;

  constructor(parts: SinkParts, target: string) {
    this.#parts = parts;
    this.#target = target;
  }

  /** Writes what was sealed since. Called every second. */
  async run(): Promise<void> {
    for (;;) {
      const position = await this.#start();
      const seals = await this.#sealed(position);
      if (seals.length > 0) await this.#write(this.#lines(seals));
      const isBehind = seals.length === round;
      // Processes that ended before this one began have nothing more once all of theirs is written.
      const sealers = isBehind ? position.sealers : position.sealers.filter(id => this.#own.has(id));
      const last = seals.at(-1);
      if (last !== undefined) await this.#keep({ number: last.number, sealers });
      if (!isBehind) return;
    }
  }

  readonly #own = new Set<string>();

  get #file(): string {
    return join(this.#parts.config.data, 'audit-log.position');
  }

  /** Where to go on: behind what was written; at the first use, with what is sealed from now on. */
  async #start(): Promise<Position> {
    const { replica } = this.#parts.trail;
    this.#own.add(replica);
    const known = this.#position ?? (await this.#read()) ?? { number: await this.#lastSeal(), sealers: [] };
    const position = known.sealers.includes(replica) ? known : { ...known, sealers: [...known.sealers, replica] };
    if (position !== this.#position) await this.#keep(position);
    return position;
  }

  async #read(): Promise<Position | undefined> {
    try {
      return JSON.parse(await readFile(this.#file, 'utf8')) as Position;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw new Error(
        `${this.#file} cannot be read. Without it, the audit log begins with what is sealed from then on.`,
        {
          cause: error,
        },
      );
    }
  }

  async #keep(position: Position): Promise<void> {
    const draft = `${this.#file}.new`;
    await writeFile(draft, JSON.stringify(position), { mode: 0o600, flush: true });
    await rename(draft, this.#file);
    this.#position = position;
  }

  async #lastSeal(): Promise<number> {
    const { read } = this.#parts.database;
    const seal = await read
      .selectFrom('audit_seals')
      .select('number')
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirst();
    return seal?.number ?? 0;
  }

  #sealed({ number, sealers }: Position): Promise<Seal[]> {
    return this.#parts.database.read
      .selectFrom('audit_seals')
      .selectAll()
      .where('number', '>', number)
      .where('sealed_by', 'in', sealers)
      .orderBy('number')
      .limit(round)
      .execute();
  }

  async *#lines(seals: readonly Seal[]): AsyncGenerator<string> {
    const { database, id } = this.#parts;
    for (const { replica, batch } of seals) {
      let after = 0;
      for (;;) {
        const rows = await database.read
          .selectFrom('audit_log')
          .selectAll()
          .where('replica', '=', replica)
          .where('batch', '=', batch)
          .where('sequence', '>', after)
          .orderBy('sequence')
          .limit(slice)
          .execute();
        if (rows.length > 0) yield `${rows.map(row => JSON.stringify(describeRecord(row, id))).join('\n')}\n`;
        if (rows.length < slice) break;
        after = rows.at(-1)?.sequence ?? after;
        await setImmediate();
      }
    }
  }

  async #write(lines: AsyncIterable<string>): Promise<void> {
    if (this.#target !== '-') return appendLines(this.#target, lines);
    const { stdout } = this.#parts;
    for await (const text of lines) if (!stdout.write(text)) await once(stdout, 'drain');
  }
}
