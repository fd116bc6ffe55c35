import { type SelectQueryBuilder, sql } from 'kysely';
import type { Tables } from '../database/tables.ts';

/** Which records are asked for. */
export interface Filters {
  readonly recipient_name?: string;
  readonly principal?: string;
  readonly service_name?: string;
  readonly action_name?: string;
  readonly outcome?: 'SUCCEEDED' | 'FAILED' | 'DENIED';
  /** Milliseconds since 1970. */
  readonly start_time?: number;
  readonly end_time?: number;
}

/** A query of the trail, whatever it selects. */
export type TrailQuery<Row = object> = SelectQueryBuilder<Tables, 'audit_log', Row>;

/** A condition on one column, and whether an index finds the rows that meet it. */
interface Condition {
  readonly add: <Row>(query: TrailQuery<Row>) => TrailQuery<Row>;
  readonly isIndexed: boolean;
}

/** In the order in which they usually leave the fewest rows. Conditions of partial indexes are spelt as the indexes spell them. */
const conditionsOf = (filters: Filters): readonly Condition[] => {
  const { recipient_name, principal, action_name, outcome, service_name } = filters;
  const conditions: Condition[] = [];
  if (recipient_name !== undefined) {
    conditions.push({ add: query => query.where('recipient_name', '=', recipient_name), isIndexed: true });
  }
  if (principal !== undefined) {
    const add: Condition['add'] = query =>
      query.where('identity', '=', principal).where(sql<boolean>`identity_kind <> 'none'`);
    conditions.push({ add, isIndexed: true });
  }
  if (outcome === 'FAILED') {
    conditions.push({ add: query => query.where(sql<boolean>`status_code >= 400`), isIndexed: true });
  }
  if (outcome === 'DENIED') {
    const add: Condition['add'] = query =>
      query.where(sql<boolean>`status_code >= 400`).where('status_code', 'in', [401, 403]);
    conditions.push({ add, isIndexed: true });
  }
  if (action_name !== undefined) {
    // Only actions of the sharing protocol are done by recipients, and those the index leaves out.
    const isIndexed = !action_name.startsWith('deltaSharing');
    const add: Condition['add'] = query => {
      const found = query.where('action_name', '=', action_name);
      return isIndexed ? found.where('recipient_name', 'is', null) : found;
    };
    conditions.push({ add, isIndexed });
  }
  if (service_name !== undefined) {
    conditions.push({ add: query => query.where('service_name', '=', service_name), isIndexed: false });
  }
  if (outcome === 'SUCCEEDED') {
    conditions.push({ add: query => query.where('status_code', '<', 400), isIndexed: false });
  }
  return conditions;
};

/** How filters are looked for. */
export interface Plan {
  /** Adds the condition that an index finds, and the limits of time. */
  readonly lead: <Row>(query: TrailQuery<Row>) => TrailQuery<Row>;
  /** Adds the others; undefined when there are none. */
  readonly rest: (<Row>(query: TrailQuery<Row>) => TrailQuery<Row>) | undefined;
}

/** One condition leads to the rows by its index; the others sort out of what it finds. */
export const planOf = (filters: Filters): Plan => {
  const conditions = conditionsOf(filters);
  const [first] = conditions;
  const leading = first?.isIndexed === true ? first : undefined;
  const others = conditions.filter(condition => condition !== leading);
  const { start_time, end_time } = filters;
  return {
    lead: query => {
      const led = leading === undefined ? query : leading.add(query);
      const begun = start_time === undefined ? led : led.where('time', '>=', start_time);
      return end_time === undefined ? begun : begun.where('time', '<', end_time);
    },
    rest: others.length === 0 ? undefined : query => others.reduce((sofar, { add }) => add(sofar), query),
  };
};

/** All conditions, for rows that are not led to by an index. */
export const allConditions =
  (filters: Filters) =>
  <Row>(query: TrailQuery<Row>): TrailQuery<Row> => {
    const { lead, rest } = planOf(filters);
    return rest === undefined ? lead(query) : rest(lead(query));
  };
