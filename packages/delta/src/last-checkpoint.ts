import { logDirectory } from './log-path.ts';
import { ObjectNotFound, type ObjectReader } from './object-reader.ts';

/**
 * Reads `_last_checkpoint`, a hint where to begin listing. Writers replace it after the fact and without locks, so
 * nothing may depend on it: absent or damaged, it is as if it were not there.
 *
 * @returns the version that it names, or `undefined`
 */
export async function readLastCheckpoint(reader: ObjectReader): Promise<number | undefined> {
  let bytes: Uint8Array;
  try {
    bytes = await reader.read(`${logDirectory}_last_checkpoint`);
  } catch (error) {
    if (error instanceof ObjectNotFound) return undefined;
    throw error;
  }
  return parseLastCheckpoint(new TextDecoder().decode(bytes));
}

function parseLastCheckpoint(text: string): number | undefined {
  try {
    const hint: unknown = JSON.parse(text);
    if (typeof hint !== 'object' || hint === null || !('version' in hint)) return undefined;
    const { version } = hint;
    return typeof version === 'number' && Number.isSafeInteger(version) && version >= 0 ? version : undefined;
  } catch {
    return undefined;
  }
}
