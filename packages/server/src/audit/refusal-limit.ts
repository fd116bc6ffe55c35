/** The time that is counted over, in milliseconds. */
const period = 60_000;

/** Records of one address, and of all, in a period. */
const perAddress = 10;
const inAll = 60;

/** Addresses that are told apart in a period. */
const maxAddresses = 10_000;

/** Refusals of a period that left no record of their own. */
export interface Suppressed {
  readonly count: number;
  /** How many addresses they came from; from 10 000 on, others are not told apart. */
  readonly addresses: number;
  /** The address that most of them came from, and how many. */
  readonly topAddress: string;
  readonly topCount: number;
  /** When the period began, in milliseconds since 1970. */
  readonly since: number;
}

/**
 * Decides which refusals of callers who are not known leave a record each: ten of an address and sixty in all, a minute.
 * The others are counted, and told in one record when the minute is over.
 */
export class RefusalLimit {
  #since = 0;
  #recorded = 0;
  readonly #counts = new Map<string, { recorded: number; suppressed: number }>();

  /** Whether a refusal leaves a record of its own. `now`: milliseconds since 1970. */
  admits(address: string, now: number): boolean {
    if (this.#counts.size === 0) this.#since = now;
    const key = this.#counts.has(address) || this.#counts.size < maxAddresses ? address : 'others';
    const count = this.#counts.get(key) ?? { recorded: 0, suppressed: 0 };
    this.#counts.set(key, count);
    if (count.recorded < perAddress && this.#recorded < inAll) {
      count.recorded += 1;
      this.#recorded += 1;
      return true;
    }
    count.suppressed += 1;
    return false;
  }

  /**
   * Begins a new period when this one is over.
   *
   * @param force ends it whatever the time is
   * @returns what left no record in it; undefined when it goes on, and when there was nothing
   */
  endPeriod(now: number, force = false): Suppressed | undefined {
    if (this.#counts.size === 0 || (!force && now - this.#since < period)) return undefined;
    const suppressed = [...this.#counts].filter(([, count]) => count.suppressed > 0);
    const [top] = suppressed.toSorted(([, one], [, other]) => other.suppressed - one.suppressed);
    this.#counts.clear();
    this.#recorded = 0;
    if (top === undefined) return undefined;
    return {
      count: suppressed.reduce((sum, [, count]) => sum + count.suppressed, 0),
      addresses: suppressed.length,
      topAddress: top[0],
      topCount: top[1].suppressed,
      since: this.#since,
    };
  }
}
