import type { FileFormat } from '@boathouse/delta';
import { Answer } from '../http/answer.ts';
import { fileIdHashHeader } from './file-id-hash.ts';
import { readAhead } from './read-ahead.ts';
import { type LinesToSend, recordedLines } from './recorded-lines.ts';
import { formatHeader } from './response-format.ts';
import type { TableCall } from './table-call.ts';

/** The header that tells which version an answer is of. */
export const versionHeader = (version: number): Readonly<Record<string, string>> => ({
  'delta-table-version': String(version),
});

/**
 * An answer of lines, with the headers that say what the client gets of what it asked for.
 *
 * @throws whatever goes wrong before the first line
 */
export const linesAnswer = async (call: TableCall, format: FileFormat, lines: LinesToSend): Promise<Answer> => {
  const headers = {
    ...formatHeader(format, call.capabilities.endStreamAction),
    ...(call.fileIdHash !== undefined && { [fileIdHashHeader]: call.fileIdHash }),
    ...versionHeader(lines.version),
  };
  return new Answer(headers, await readAhead(recordedLines(call, lines)));
};

/** Lines that are there already. */
export async function* textLines(text: string): AsyncGenerator<string> {
  yield text;
}
