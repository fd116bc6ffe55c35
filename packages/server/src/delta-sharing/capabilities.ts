import { ApiError } from '../http/api-error.ts';

/** The header in which a client says what it understands, and the server what it chose. */
export const capabilitiesHeader = 'delta-sharing-capabilities';

/** `key=v1,v2;key2=v`; case does not matter. */
const parse = (header: string): Map<string, string[]> =>
  new Map(
    header
      .toLowerCase()
      .split(';')
      .filter(part => part.includes('='))
      .map(part => {
        const [key = '', values = ''] = part.split('=', 2);
        return [key.trim(), values.split(',').map(value => value.trim())];
      }),
  );

/**
 * Chooses the format of an answer: parquet, which every client reads and every table that can be shared so far allows.
 *
 * @param header what the client sent
 * @returns the header of the answer
 * @throws ApiError INVALID_PARAMETER_VALUE when the client takes no format that the server can give
 */
export const chooseFormat = (header: string | undefined): Record<string, string> => {
  const formats = header === undefined ? undefined : parse(header).get('responseformat');
  if (formats === undefined || formats.includes('parquet')) return { [capabilitiesHeader]: 'responseformat=parquet' };
  throw new ApiError(
    'INVALID_PARAMETER_VALUE',
    `The response format ${formats.join(', ').slice(0, 100)} is not supported. Ask for responseformat=parquet.`,
  );
};
