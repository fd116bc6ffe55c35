import { ApiError } from '../http/api-error.ts';

/**
 * Checks the custom properties of a recipient. Keys that begin with `databricks.` are the workspace's own.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE
 */
export const checkProperties = (properties: Readonly<Record<string, string>>): Readonly<Record<string, string>> => {
  const reserved = Object.keys(properties).find(key => key.toLowerCase().startsWith('databricks.'));
  if (reserved === undefined) return properties;
  throw new ApiError(
    'INVALID_PARAMETER_VALUE',
    `Property '${reserved}' is reserved: keys that start with 'databricks.' cannot be set.`,
  );
};
