import { sql } from 'kysely';
import type { Engine } from '../../database/database.ts';
import { ApiError } from '../../http/api-error.ts';
import { type Comparison, type Filter, invalidFilter } from './filter.ts';
import { type Condition, type FilterAttribute, filterAttributes } from './filter-attributes.ts';
import type { ResourceType } from './resource-type.ts';

type Attributes = Readonly<Record<string, FilterAttribute>>;

const find = (attributes: Attributes, name: string): FilterAttribute => {
  const attribute = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
  if (attribute === undefined) {
    throw invalidFilter(`Cannot filter by ${name}. There are ${Object.keys(attributes).join(', ')}.`);
  }
  return attribute;
};

const compare = (attribute: FilterAttribute, comparison: Comparison, engine: Engine): Condition => {
  const value = attribute.folds ? comparison.value.toLowerCase() : comparison.value;
  if (attribute.isTruth && value !== 'true' && value !== 'false') {
    throw invalidFilter(`Compare ${comparison.attribute} with true or false, not with ${comparison.value}.`);
  }
  switch (comparison.operator) {
    case 'eq':
      return attribute.some(candidate => sql`${candidate} = ${value}`);
    case 'ne':
      return sql`not ${attribute.some(candidate => sql`${candidate} = ${value}`)}`;
    case 'co': {
      const position = sql.raw(engine === 'sqlite' ? 'instr' : 'strpos');
      return attribute.some(candidate => sql`${position}(${candidate}, ${value}) > 0`);
    }
    case 'sw':
      // The databases count characters where JavaScript counts UTF-16 units.
      return attribute.some(candidate => sql`substr(${candidate}, 1, ${[...value].length}) = ${value}`);
  }
};

const toCondition = (filter: Filter, attributes: Attributes, engine: Engine): Condition => {
  if ('terms' in filter) {
    const terms = filter.terms.map(term => toCondition(term, attributes, engine));
    return sql`(${sql.join(terms, sql.raw(` ${filter.kind} `))})`;
  }
  const attribute = find(attributes, filter.attribute);
  return filter.kind === 'present' ? attribute.some(() => sql`1 = 1`) : compare(attribute, filter, engine);
};

/**
 * A filter as a condition on `principals`, so that the database does the work.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE (invalidFilter) naming an attribute that the type does not have
 */
export const filterCondition = (filter: Filter, type: ResourceType, engine: Engine): Condition =>
  toCondition(filter, filterAttributes(type, engine), engine);

/** How a list is ordered: as SQL, for `order by`. */
export interface Ordering {
  readonly attribute: string;
  readonly isDescending: boolean;
}

/**
 * The order of a list. Resources without the attribute come last, or first when descending; resources that are alike come
 * by id, so that pages never overlap.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE naming an attribute that lists cannot be ordered by
 */
export const orderOf = ({ attribute, isDescending }: Ordering, type: ResourceType, engine: Engine) => {
  const attributes = filterAttributes(type, engine);
  const order = Object.hasOwn(attributes, attribute) ? attributes[attribute]?.order : undefined;
  if (order === undefined) {
    const sortable = Object.keys(attributes).filter(name => attributes[name]?.order !== undefined);
    throw new ApiError('INVALID_PARAMETER_VALUE', `Cannot sort by ${attribute}. There are ${sortable.join(', ')}.`);
  }
  const direction = sql.raw(isDescending ? 'desc' : 'asc');
  // SQLite compares the bytes of texts; PostgreSQL would go by the language that the database was made with.
  const collation = sql.raw(engine === 'postgres' && attribute !== 'id' ? 'collate "C"' : '');
  return sql`${order} is null ${direction}, ${order} ${collation} ${direction}, principals.id`;
};
