import { sql } from 'kysely';
import type { Queries } from '../../database/database.ts';
import { notFound } from './errors.ts';
import type { Condition } from './filter-attributes.ts';
import { toNumber } from './members.ts';
import type { Projection } from './projection.ts';
import { type Found, readPrincipals } from './read.ts';
import type { ResourceType } from './resource-type.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text is a UUID, as application ids are. */
export const isUuid = (text: string): boolean => uuid.test(text);

/** The condition that a principal is the one that a path names: by its number, a service principal by its application id too. */
const isNamed = (type: ResourceType, id: string): Condition => {
  if (type.kind === 'SERVICE_PRINCIPAL' && isUuid(id)) {
    return sql`principals.kind = ${type.kind} and principals.name_key = ${id.toLowerCase()}`;
  }
  const number = toNumber(id);
  if (!Number.isSafeInteger(number)) throw notFound(type, id);
  return sql`principals.kind = ${type.kind} and principals.id = ${number}`;
};

/** Everything about a principal. */
export const whole: Projection = { included: undefined, excluded: new Set() };

/** The principal alone, without its groups and members. */
export const alone: Projection = { included: undefined, excluded: new Set(['groups', 'members']) };

/**
 * Finds the principal that a path names.
 *
 * @param queries where to look: `read`, or the transaction of a write
 * @throws ApiError RESOURCE_DOES_NOT_EXIST
 */
export const findPrincipal = async (
  queries: Queries,
  type: ResourceType,
  id: string,
  projection: Projection = whole,
): Promise<Found> => {
  const [found] = await readPrincipals(queries, { where: isNamed(type, id) }, projection);
  if (found === undefined) throw notFound(type, id);
  return found;
};
