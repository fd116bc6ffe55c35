import { ApiError } from '../http/api-error.ts';

/** Space, slash and control characters are forbidden in every name of Unity Catalog and of the sharing protocol. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the rule is about control characters
const forbidden = /[\u0000-\u001f\u007f /]/;

/**
 * Checks a name: 1 to 255 characters, no space, slash or control character, and no dot unless `allowDot`.
 *
 * @param what the kind of the named thing, for the message: `catalog`, `share`
 * @throws ApiError INVALID_PARAMETER_VALUE
 */
export const checkName = (what: string, name: string, allowDot = false): void => {
  if (name.length >= 1 && name.length <= 255 && !forbidden.test(name) && (allowDot || !name.includes('.'))) return;
  const dots = allowDot ? '' : ', dots';
  throw new ApiError(
    'INVALID_PARAMETER_VALUE',
    `${JSON.stringify(name.slice(0, 300))} is not a valid ${what} name: it must have 1 to 255 characters and no spaces${dots}, slashes or control characters.`,
  );
};

/** What names are compared by: names ignore case. */
export const nameKey = (name: string): string => name.toLowerCase();

/**
 * Cuts a full name into its parts.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE unless it has exactly `count` of them
 */
export const splitName = (what: string, fullName: string, count: 2 | 3): string[] => {
  const parts = fullName.split('.');
  if (parts.length === count && parts.every(part => part !== '')) return parts;
  const form = count === 2 ? 'catalog.schema' : `catalog.schema.${what}`;
  throw new ApiError('INVALID_PARAMETER_VALUE', `'${fullName}' is not the full name of a ${what}: write ${form}.`);
};
