import { sql } from 'kysely';
import { ApiError } from '../../http/api-error.ts';
import type { Context } from '../../http/context.ts';
import { attributeName, attributesOf, parseFilter } from './filter.ts';
import type { Condition } from './filter-attributes.ts';
import { filterCondition, type Ordering, orderOf } from './filter-sql.ts';
import {
  type AttributeParameters,
  onlyAttributes,
  type Projection,
  project,
  toProjection,
  wants,
} from './projection.ts';
import { countPrincipals, readPrincipals } from './read.ts';
import type { ResourceType } from './resource-type.ts';
import type { PrincipalRow, Related } from './resources.ts';

/** What all lists take. */
export interface ListRequest extends AttributeParameters {
  readonly filter?: string;
  readonly sortBy?: string;
  readonly sortOrder?: 'ascending' | 'descending';
  readonly startIndex?: number;
  readonly count?: number;
}

/** One page of a list. */
export interface ListResponse<Resource> {
  readonly schemas: string[];
  readonly totalResults: number;
  readonly startIndex: number;
  readonly itemsPerPage: number;
  readonly Resources: Partial<Resource>[];
}

/** Databricks' limit. */
export const mostPerPage = 10_000;

/** More positions than a list has; PostgreSQL takes it for a number of 32 bits. */
const lastPosition = 2 ** 31 - 1;

/**
 * What a caller sees of a resource: everything that it asks for, or what everybody may see of that.
 *
 * @param request the attributes that it asks for
 */
export const projectionFor = ({ principal }: Context, type: ResourceType, request: AttributeParameters): Projection => {
  const asked = toProjection(request);
  return principal.admin ? asked : onlyAttributes(type.visible.filter(attribute => wants(asked, attribute)));
};

/** Others could find out by filter or order what they may not see. */
const requireVisible = ({ principal }: Context, type: ResourceType, attributes: readonly string[]): void => {
  const hidden = attributes.find(attribute => attribute !== 'id' && !type.visible.includes(attribute));
  if (principal.admin || hidden === undefined) return;
  throw new ApiError(
    'PERMISSION_DENIED',
    `Only administrators of the workspace can filter or sort by ${hidden}. Others can by ${type.visible.join(', ')}.`,
  );
};

const conditionOf = (context: Context, type: ResourceType, filter: string | undefined): Condition => {
  const ofType: Condition = sql`principals.kind = ${type.kind}`;
  if (filter === undefined || filter.trim() === '') return ofType;
  const parsed = parseFilter(filter);
  requireVisible(context, type, attributesOf(parsed));
  return sql`${ofType} and ${filterCondition(parsed, type, context.workspace.database.engine)}`;
};

const orderingOf = (context: Context, type: ResourceType, { sortBy, sortOrder }: ListRequest): Ordering => {
  const attribute = attributeName(sortBy ?? type.visible[0] ?? 'id');
  requireVisible(context, type, [attribute]);
  return { attribute, isDescending: sortOrder === 'descending' };
};

/**
 * Answers the list of a type of resources: the database filters, orders and cuts it.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE for a filter or an order that there is not; PERMISSION_DENIED for one that only
 *   administrators may use
 */
export const listResources = async <Resource extends object>(
  context: Context,
  type: ResourceType,
  request: ListRequest,
  toResource: (row: PrincipalRow, related: Related) => Resource,
): Promise<ListResponse<Resource>> => {
  const { read, engine } = context.workspace.database;
  const projection = projectionFor(context, type, request);
  const where = conditionOf(context, type, request.filter);
  const order = orderOf(orderingOf(context, type, request), type, engine);
  const startIndex = Math.min(Math.max(request.startIndex ?? 1, 1), lastPosition);
  const limit = request.count === undefined ? lastPosition : Math.min(Math.max(request.count, 0), mostPerPage);
  const totalResults = await countPrincipals(read, where);
  const selection = { where, order, limit, offset: startIndex - 1 };
  const found = limit === 0 ? [] : await readPrincipals(read, selection, projection);
  return {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    totalResults,
    startIndex,
    itemsPerPage: found.length,
    Resources: found.map(({ row, related }) => project(projection, toResource(row, related))),
  };
};
