import type { FileFormat } from '@boathouse/delta';
import { ApiError } from '../http/api-error.ts';
import { type Capabilities, capabilitiesHeader } from './capabilities.ts';

const refused = (message: string) => new ApiError('INVALID_PARAMETER_VALUE', message);

const deltaFormat = (features: readonly string[], capabilities: Capabilities): FileFormat => {
  const missing = features.filter(feature => !capabilities.readerFeatures.has(feature.toLowerCase()));
  if (missing.length === 0) return 'delta';
  throw refused(
    `The table needs the reader features ${missing.join(', ')}, which the client does not list. Read it with a client that knows them: header ${capabilitiesHeader}: responseformat=delta;readerfeatures=${missing.join(',').toLowerCase()}.`,
  );
};

const suitableFormat = (capabilities: Capabilities, features: readonly string[]): FileFormat => {
  const formats = capabilities.formats ?? ['parquet'];
  if (formats.includes('parquet') && features.length === 0) return 'parquet';
  if (formats.includes('delta')) return deltaFormat(features, capabilities);
  if (formats.includes('parquet')) {
    throw refused(
      `The table needs the reader features ${features.join(', ')}, which the parquet response format has no place for. Ask for it with the header ${capabilitiesHeader}: responseformat=delta;readerfeatures=${features.join(',').toLowerCase()}.`,
    );
  }
  throw refused(
    `The response format ${formats.join(', ').slice(0, 100)} is not supported. Ask for responseformat=parquet or responseformat=delta.`,
  );
};

/**
 * Chooses the format of an answer. A client that names one format gets that one; of several, parquet is taken wherever
 * the table allows, because every client reads it.
 *
 * @param features reader features that the data asks for, by their names in the Delta protocol
 * @param begun the format of the pages before this one
 * @throws ApiError INVALID_PARAMETER_VALUE when the client takes no format, or lacks a feature, that the table needs
 */
export const chooseFormat = (
  capabilities: Capabilities,
  features: readonly string[],
  begun?: FileFormat,
): FileFormat => {
  const format = suitableFormat(capabilities, features);
  if (begun === undefined || begun === format) return format;
  throw refused(
    `The answer that the token is of began in the ${begun} response format. Send the same capabilities with each request for it.`,
  );
};

/**
 * The header that tells what was chosen. In lower case: clients compare it so.
 *
 * @param endStreamAction whether the last line will be an endStreamAction
 */
export const formatHeader = (format: FileFormat, endStreamAction = false): Readonly<Record<string, string>> => ({
  [capabilitiesHeader]: `responseformat=${format}${endStreamAction ? ';includeendstreamaction=true' : ''}`,
});
