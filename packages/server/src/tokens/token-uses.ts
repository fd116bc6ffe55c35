import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { Database } from '../database/database.ts';
import { prepared } from '../database/prepared.ts';

const millisecondsPerDay = 86_400_000;

/** More than are in use at a time: beyond it, some are written down again. */
const maxNoted = 100_000;

interface Use {
  readonly tokenId: string;
  readonly scope: string;
  readonly usedAt: number;
}

/** Selects the token that it is about: one that is gone leaves nothing. */
const recordUse = prepared((database, { tokenId, scope, usedAt }: Use) =>
  database.read
    .insertInto('token_uses')
    .columns(['token_id', 'scope', 'used_at'])
    .expression(
      database.read
        .selectFrom('tokens')
        // PostgreSQL takes parameters in this place for text.
        .select([
          'id',
          sql<string>`cast(${scope} as text)`.as('scope'),
          sql<number>`cast(${usedAt} as bigint)`.as('at'),
        ])
        .where('id', '=', tokenId),
    )
    .onConflict(conflict =>
      conflict.columns(['token_id', 'scope']).doUpdateSet(({ ref }) => ({ used_at: ref('excluded.used_at') })),
    ),
);

/**
 * Writes down what tokens are used for, beside the requests and at most once a day for a token and a scope. It is for
 * administrators to see which tokens sleep and how narrow they could be; nothing depends on it.
 */
export class TokenUses {
  readonly #database: Database;
  readonly #now: () => number;
  readonly #log: Logger;
  /** The day that a token and a scope were last written down on. */
  readonly #noted = new Map<string, number>();
  readonly #writes = new Set<Promise<void>>();

  constructor(database: Database, now: () => number, log: Logger) {
    this.#database = database;
    this.#now = now;
    this.#log = log;
  }

  /**
   * Notes a use.
   *
   * @param scope the API scope that the call needed; undefined: none
   */
  note(tokenId: string, scope = ''): void {
    const usedAt = this.#now();
    const day = Math.floor(usedAt / millisecondsPerDay);
    const key = `${tokenId} ${scope}`;
    if (this.#noted.get(key) === day) return;
    if (this.#noted.size >= maxNoted) this.#noted.clear();
    this.#noted.set(key, day);
    const write = this.#write({ tokenId, scope, usedAt });
    this.#writes.add(write);
    void write.finally(() => this.#writes.delete(write));
  }

  /** Resolves when everything that was noted is written. */
  async settled(): Promise<void> {
    await Promise.all(this.#writes);
  }

  async #write(use: Use): Promise<void> {
    try {
      await this.#database.append(recordUse(this.#database, use));
    } catch (error) {
      // The next day tries again; a token that was revoked meanwhile needs none.
      this.#log.warn({ err: error }, 'the use of a token was not written down');
    }
  }
}
