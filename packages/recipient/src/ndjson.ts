import { invalidResponse } from './errors.ts';

/** The longest line that is accepted, in UTF-16 units. A file's line holds a URL and statistics: a few kilobytes. */
export const longestLine = 16 * 1024 * 1024;

/**
 * Cuts a stream of UTF-8 into lines, holding no more than one line and one chunk. Blank lines are skipped, and the last
 * line needs no line end.
 *
 * @param what names the exchange in errors
 * @throws {SharingError} `INVALID_RESPONSE` for what is not UTF-8 and for a line over {@link longestLine}
 */
export async function* readLines(chunks: AsyncIterable<Uint8Array>, what: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let pieces: string[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    const text = decode(decoder, chunk, what);
    let start = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      pieces.push(text.slice(start, end));
      start = end + 1;
      const line = pieces.join('').trim();
      pieces = [];
      length = 0;
      if (line !== '') yield line;
    }
    if (start === text.length) continue;
    pieces.push(text.slice(start));
    length += text.length - start;
    if (length > longestLine) throw invalidResponse(`${what}: a line is longer than ${longestLine} characters.`);
  }
  const rest = pieces.join('').trim();
  if (rest !== '') yield rest;
}

function decode(decoder: InstanceType<typeof TextDecoder>, chunk: Uint8Array, what: string): string {
  try {
    return decoder.decode(chunk, { stream: true });
  } catch {
    throw invalidResponse(`${what}: the answer is not UTF-8.`);
  }
}
