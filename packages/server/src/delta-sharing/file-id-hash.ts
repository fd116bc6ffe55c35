import type { FileFormat, FileIdHash } from '@boathouse/delta';
import { ApiError } from '../http/api-error.ts';

/** The header in which a client says how ids of files are to be made. */
export const fileIdHashHeader = 'fileidhash';

const hashes: Readonly<Record<FileFormat, FileIdHash>> = { parquet: 'md5', delta: 'sha256' };

const isFormat = (value: string): value is FileFormat => Object.hasOwn(hashes, value);

/**
 * Reads the header `fileidhash`.
 *
 * @param header its value; undefined when it was not sent
 * @throws ApiError INVALID_PARAMETER_VALUE for anything but `parquet` and `delta`
 */
export const readFileIdHash = (header: string | undefined): FileFormat | undefined => {
  const value = header?.trim().toLowerCase();
  if (value === undefined || isFormat(value)) return value;
  throw new ApiError('INVALID_PARAMETER_VALUE', `Header '${fileIdHashHeader}' must be 'parquet' or 'delta'.`);
};

/** The hash that ids are made with: the one asked for, else that of the response format. */
export const fileIdHashOf = (asked: FileFormat | undefined, format: FileFormat): FileIdHash => hashes[asked ?? format];
