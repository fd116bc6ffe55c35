import { ByteWriter } from 'hyparquet-writer';

/** Keeps what the Parquet writer has written until it is taken. */
export class ParquetOutbox extends ByteWriter {
  /** What was written since the last time. */
  take(): Uint8Array {
    const bytes = this.getBytes();
    this.buffer = new ArrayBuffer(1024);
    this.view = new DataView(this.buffer);
    // Where the next byte goes in the buffer; its place in the file, which is `offset`, goes on.
    this.index = 0;
    return bytes;
  }
}
