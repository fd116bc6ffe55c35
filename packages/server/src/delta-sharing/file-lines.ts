import { DeltaError, type FileFormat, type ScannedVector } from '@boathouse/delta';
import type { SignedFile } from './file-signer.ts';

/** How the lines of an answer's files are written. */
export interface FileLineStyle {
  readonly format: FileFormat;
  /** When the URLs end, in milliseconds since 1970. */
  readonly expiresAt: number;
  /** The version that the files are told of, and when it was committed; absent in answers about the latest version. */
  readonly at?: { readonly version: number; readonly timestamp: number };
}

/** What a file is to the table: part of a snapshot, or of a change. */
export type FileRole = 'file' | 'add' | 'remove' | 'cdc';

/** The keys of the parquet format. */
const parquetKeys: Readonly<Record<FileRole, string>> = { file: 'file', add: 'add', remove: 'remove', cdc: 'cdf' };

const endOf = ({ at, expiresAt }: FileLineStyle): string =>
  `${at === undefined ? '' : `"version":${at.version},"timestamp":${at.timestamp},`}"expirationTimestamp":${expiresAt}`;

/** An action may say nothing of a file but its name. */
const withComma = (json: string): string => (json === '' ? '' : `${json},`);

/** A URL as JSON. It is percent-encoded, so that there is hardly ever anything to escape, which takes longer to do than to see. */
const urlJson = (url: string): string => (url.includes('"') || url.includes('\\') ? JSON.stringify(url) : `"${url}"`);

const parquetLine = ({ file, url }: SignedFile, role: FileRole, end: string): string => {
  if (file.deletionVector !== undefined) {
    // Left out, deleted rows would come back to life.
    throw new DeltaError('UNSUPPORTED_FEATURE', 'it has a deletion vector, for which the parquet format has no place');
  }
  return `{"${parquetKeys[role]}":{"url":${urlJson(url)},"id":"${file.id}",${withComma(file.json)}${end}}}\n`;
};

/**
 * A deletion vector as recipients resolve it: by a URL, where the log has a path, or as it is. Type `u` would lead into the
 * table's folder, which they do not see.
 */
const vectorJson = ({ json, inline }: ScannedVector, url = ''): string =>
  inline === undefined
    ? `{"storageType":"p","pathOrInlineDv":${urlJson(url)},${json}}`
    : `{"storageType":"i","pathOrInlineDv":${JSON.stringify(inline)},${json}}`;

const deltaLine = ({ file, url, vectorUrl }: SignedFile, role: FileRole, end: string): string => {
  const { id, json, deletionVector: vector } = file;
  const rest = json === '' ? '' : `,${json}`;
  const action = `{"path":${urlJson(url)}${rest}${vector ? `,"deletionVector":${vectorJson(vector, vectorUrl)}` : ''}}`;
  const vectorId = vector ? `"deletionVectorFileId":"${vector.id}",` : '';
  return `{"file":{"id":"${id}",${vectorId}${end},"deltaSingleAction":{"${role === 'file' ? 'add' : role}":${action}}}}\n`;
};

/** Files as lines. Strings are joined, not built as objects: there may be a million. */
export const fileLines = <File extends SignedFile>(
  files: readonly File[],
  style: FileLineStyle,
  roleOf: (file: File) => FileRole,
): string => {
  const toLine = style.format === 'parquet' ? parquetLine : deltaLine;
  const end = endOf(style);
  let lines = '';
  for (const file of files) lines += toLine(file, roleOf(file), end);
  return lines;
};
