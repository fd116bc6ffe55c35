/** Collects the values of a statement, so that none of them is ever part of its text. */
export class SqlParameters {
  readonly #positions = new Map<string, number>();
  readonly #offset: number;

  /** @param offset how many parameters the statement has before these */
  constructor(offset = 0) {
    this.#offset = offset;
  }

  /** The placeholder of a value; the same value has the same one. */
  add(value: string): string {
    const position = this.#positions.get(value) ?? this.#positions.size + 1;
    this.#positions.set(value, position);
    return `$${this.#offset + position}`;
  }

  /** The values, to be bound as text in this order. */
  get values(): readonly string[] {
    return [...this.#positions.keys()];
  }
}
