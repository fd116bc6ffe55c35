/** The most bytes of one column in one batch. Arrow counts them in 31 bits; batches stay well below that. */
const mostBytes = 64 * 1024 * 1024;
/** Texts up to this length are looked at character by character first: most are ASCII, and calling the encoder costs more. */
const shortText = 48;

const encoder = new TextEncoder();

/** A column does not fit into one batch; half of it may. */
export class ColumnTooLong extends Error {
  constructor() {
    super(`A column of a batch is longer than ${mostBytes} bytes.`);
    this.name = 'ColumnTooLong';
  }
}

/** Texts or byte strings one after another in one buffer, and where each begins. */
export class ByteColumn {
  /** Where each value begins in the buffer; its end is where the next begins. */
  readonly offsets: Int32Array;
  #bytes = new Uint8Array(1024);
  #length = 0;
  #count = 0;

  /** @param count how many values will come */
  constructor(count: number) {
    this.offsets = new Int32Array(count + 1);
  }

  /** The bytes of all values. */
  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  appendNothing(): void {
    this.#end();
  }

  /** @throws {ColumnTooLong} */
  appendBytes(value: Uint8Array): void {
    this.#reserve(value.length);
    this.#bytes.set(value, this.#length);
    this.#length += value.length;
    this.#end();
  }

  /** @throws {ColumnTooLong} */
  appendText(text: string): void {
    // A UTF-16 unit takes three bytes of UTF-8 at most.
    this.#reserve(text.length * 3);
    if (!this.#appendAscii(text)) {
      this.#length += encoder.encodeInto(text, this.#bytes.subarray(this.#length)).written;
    }
    this.#end();
  }

  #appendAscii(text: string): boolean {
    if (text.length > shortText) return false;
    const start = this.#length;
    for (let i = 0; i < text.length; i += 1) {
      const unit = text.charCodeAt(i);
      if (unit > 0x7f) return false;
      this.#bytes[start + i] = unit;
    }
    this.#length += text.length;
    return true;
  }

  #end(): void {
    this.#count += 1;
    this.offsets[this.#count] = this.#length;
  }

  #reserve(extra: number): void {
    const needed = this.#length + extra;
    // A single value of any length has its place.
    if (needed > mostBytes && this.#length > 0) throw new ColumnTooLong();
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, 2 * this.#bytes.length));
    larger.set(this.bytes());
    this.#bytes = larger;
  }
}
