import { invalidPath } from './errors.ts';
import { attributeName, type Filter, parseFilter } from './filter.ts';

/** Where a PATCH operation applies. */
export interface PatchPath {
  /** In lower case, without the URN of its schema: `members`, `name.givenname`. */
  readonly attribute: string;
  /** The elements that are meant; absent: all. */
  readonly filter?: Filter;
}

/** `attribute`, `attribute[filter]`, `attribute[filter].part`, each perhaps after the URN of a schema. */
const pathPattern = /^(?<attribute>[a-z][\w$.:-]*)(?:\[(?<filter>.*)\](?:\.(?<part>[a-z$][\w$-]*))?)?$/i;

const enterpriseUser = /^urn:ietf:params:scim:schemas:extension:enterprise:2\.0:User\b/i;

/**
 * Reads the path of a PATCH operation (RFC 7644 §3.5.2).
 *
 * @returns undefined for attributes of the enterprise extension, which identity providers send and nobody keeps here
 * @throws ApiError INVALID_PARAMETER_VALUE (invalidPath, invalidFilter) for what is no path
 */
export const parsePath = (path: string): PatchPath | undefined => {
  if (enterpriseUser.test(path)) return undefined;
  const { attribute, filter, part } = pathPattern.exec(path.trim())?.groups ?? {};
  if (attribute === undefined) throw invalidPath(`The path ${JSON.stringify(path)} cannot be understood.`);
  const name = attributeName(attribute);
  return {
    attribute: part === undefined ? name : `${name}.${part.toLowerCase()}`,
    ...(filter === undefined ? {} : { filter: parseFilter(filter) }),
  };
};
