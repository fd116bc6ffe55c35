/** An access token. */
export interface AccessToken {
  readonly value: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** A token is renewed when this much of it is left, or half of its life, whichever is less. Milliseconds. */
const margin = 5 * 60_000;

/** A token with less than this left is not used: clocks differ, and a call takes its time. Milliseconds. */
const leastLife = 30_000;

/** After a renewal that failed, the next one waits this long, as long as the token is good. Milliseconds. */
const pauseAfterFailure = 30_000;

/**
 * A token that is fetched when it is first asked for, and again before it ends. However many ask at the same time, it is
 * fetched once. When that fails and the one before is still good, that one is given.
 */
export class RenewedToken {
  readonly #fetch: () => Promise<AccessToken>;
  #token: AccessToken | undefined;
  #renewAt = 0;
  #running: Promise<AccessToken> | undefined;

  constructor(fetch: () => Promise<AccessToken>) {
    this.#fetch = fetch;
  }

  /** The token; throws what fetching it threw. */
  async get(): Promise<AccessToken> {
    const token = this.#token;
    if (token !== undefined && Date.now() < this.#renewAt) return token;
    try {
      return await this.#renew();
    } catch (error) {
      const now = Date.now();
      if (token === undefined || token !== this.#token || now >= token.expiresAt - leastLife) throw error;
      this.#renewAt = Math.min(now + pauseAfterFailure, token.expiresAt - leastLife);
      return token;
    }
  }

  /** The value that was given last, for hiding it. */
  get last(): string {
    return this.#token?.value ?? '';
  }

  /** Has a token that was refused fetched anew when it is asked for next. Another one may be there already. */
  forget(refused: string): void {
    if (refused === this.last) this.#token = undefined;
  }

  #renew(): Promise<AccessToken> {
    this.#running ??= this.#fetchNow().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #fetchNow(): Promise<AccessToken> {
    const token = await this.#fetch();
    const life = token.expiresAt - Date.now();
    this.#token = token;
    this.#renewAt = token.expiresAt - Math.min(margin, life / 2);
    return token;
  }
}
