import type { Readable } from 'node:stream';

/** The first line of a stream, without its end. Nothing behind it is waited for. */
export const firstLine = async (stream: Readable): Promise<string> => {
  let text = '';
  for await (const chunk of stream) {
    text += String(chunk);
    const end = text.search(/\r?\n/);
    if (end !== -1) return text.slice(0, end);
  }
  return text;
};
