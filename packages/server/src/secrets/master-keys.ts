import type { KeySource } from './key-source.ts';
import type { MasterKey } from './master-key.ts';

/** The workspace's master keys: the first seals, all open. */
export interface KeyRing {
  /** The key to seal with. */
  readonly current: () => MasterKey;
  readonly find: (id: string) => MasterKey | undefined;
}

/** How often the file is looked at before something is sealed, at most: in milliseconds. */
const lookEvery = 1000;
/** How often a source is read again for the sake of one key, at most: a command may take its time. In milliseconds. */
const askEvery = 30_000;

/**
 * The master keys that a running workspace has. They follow their source: a changed file is noticed within a second of its
 * next use, and a value under a key that is not known makes the source be read again. A key that was known once opens
 * what it sealed until the process ends, so that a rotation elsewhere disturbs nobody.
 */
export class MasterKeys implements KeyRing {
  readonly source: KeySource;
  readonly #clock: () => number;
  readonly #known = new Map<string, MasterKey>();
  #keys: readonly [MasterKey, ...MasterKey[]];
  #stamp: string | undefined;
  #lookedAt: number;
  /** When a key that is not known was asked for, by its id. */
  readonly #askedAt = new Map<string, number>();

  /**
   * @param clock milliseconds, of any start
   * @throws ConfigError when the source has no key
   */
  constructor(source: KeySource, clock: () => number = () => performance.now()) {
    this.source = source;
    this.#clock = clock;
    this.#lookedAt = clock();
    this.#keys = this.#read();
  }

  /** The keys of the source, the one that seals first. */
  get keys(): readonly [MasterKey, ...MasterKey[]] {
    return this.#keys;
  }

  /** Their ids. */
  get ids(): readonly string[] {
    return this.#keys.map(key => key.id);
  }

  current(): MasterKey {
    if (this.#clock() - this.#lookedAt >= lookEvery) this.#followFile();
    return this.#keys[0];
  }

  find(id: string): MasterKey | undefined {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    if (this.source.stamp !== undefined) this.#followFile();
    else this.#askFor(id);
    return this.#known.get(id);
  }

  /** Reads the source again. Throws ConfigError, and keeps the keys, when it has none. */
  reload(): void {
    this.#keys = this.#read();
  }

  /** Writes the keys to the source, which must take them, and uses them from then on. */
  replace(keys: readonly [MasterKey, ...MasterKey[]]): void {
    if (this.source.replace === undefined)
      throw new Error(`The master keys of ${this.source.name} cannot be replaced.`);
    this.source.replace(keys);
    this.reload();
  }

  #read(): readonly [MasterKey, ...MasterKey[]] {
    const stamp = this.source.stamp?.();
    const [first, ...others] = this.source.read();
    if (first === undefined) throw new Error(`${this.source.name} gave no master key.`);
    this.#stamp = stamp;
    for (const key of [first, ...others]) this.#known.set(key.id, key);
    return [first, ...others];
  }

  #followFile(): void {
    this.#lookedAt = this.#clock();
    try {
      if (this.source.stamp?.() !== this.#stamp) this.reload();
    } catch {
      // The file is being written, or is gone: what was read before is as good as it was.
    }
  }

  #askFor(id: string): void {
    const before = this.#askedAt.get(id);
    if (before !== undefined && this.#clock() - before < askEvery) return;
    this.#askedAt.set(id, this.#clock());
    try {
      this.reload();
    } catch {
      // The value stays closed, and whoever needs it is told which key is missing.
    }
  }
}
