import { apiScopes, isApiScope } from '@boathouse/contract';
import { ApiError } from '../http/api-error.ts';

/**
 * The scopes that are asked for, each once; undefined: none are, so that the token is not limited.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE for a name that is not that of an API scope
 */
export const requireApiScopes = (names: readonly string[] | undefined): readonly string[] | undefined => {
  const unknown = names?.find(name => !isApiScope(name));
  if (unknown !== undefined) {
    throw new ApiError(
      'INVALID_PARAMETER_VALUE',
      `'${unknown}' is not an API scope. The scopes are ${Object.keys(apiScopes).join(', ')}; each may end in ':read'.`,
    );
  }
  return names === undefined || names.length === 0 ? undefined : [...new Set(names)];
};

/** Scopes as they are kept. */
export const writeScopes = (scopes: readonly string[] | undefined): string | null =>
  scopes === undefined ? null : JSON.stringify(scopes);

/** Scopes that were kept. Undefined: not limited. */
export const readScopes = (text: string | null): readonly string[] | undefined =>
  text === null ? undefined : (JSON.parse(text) as string[]);
