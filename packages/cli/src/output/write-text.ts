import { once } from 'node:events';
import type { Writable } from 'node:stream';

/** Writes to a stream and waits while its reader is slower. */
export const writeText = async (stream: Writable, data: string | Uint8Array): Promise<void> => {
  if (!stream.write(data)) await once(stream, 'drain');
};
