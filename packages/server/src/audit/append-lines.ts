import { open } from 'node:fs/promises';

const isAtLineStart = async (handle: Awaited<ReturnType<typeof open>>): Promise<boolean> => {
  const { size } = await handle.stat();
  if (size === 0) return true;
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0] === 0x0a;
};

/**
 * Adds lines to a file, and resolves when they are on disk. The file is opened anew each time, so that it may be moved away
 * and made anew at any moment. What a crash left of a line stays a line of its own.
 *
 * @param file it is made when it is not there, readable by its owner alone
 * @param lines texts that each end with a line feed
 */
export const appendLines = async (file: string, lines: AsyncIterable<string> | Iterable<string>): Promise<void> => {
  const handle = await open(file, 'a+', 0o600);
  try {
    if (!(await isAtLineStart(handle))) await handle.appendFile('\n');
    for await (const text of lines) await handle.appendFile(text);
    await handle.datasync();
  } finally {
    await handle.close();
  }
};
