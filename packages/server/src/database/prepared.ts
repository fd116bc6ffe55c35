import { type Compilable, type CompiledQuery, type RawBuilder, sql } from 'kysely';
import type { Database } from './database.ts';

type Value = string | number | null;

/** Stands in a prepared query for what each run brings. */
class StandIn {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/**
 * Prepares a query: it is built and compiled once for each database, which takes Kysely several times as long as SQLite
 * takes to answer.
 *
 * @param build gives the query. The parameters that it sees are stand-ins: it may put them where values stand, and must
 *   not look at them
 * @returns gives the query with the parameters of one run, for `execute` or `append` of the same database
 */
export const prepared = <Parameters extends Readonly<Record<keyof Parameters, Value>>, Row>(
  build: (database: Database, parameters: Parameters) => Compilable<Row>,
): ((database: Database, parameters: Parameters) => CompiledQuery<Row>) => {
  const queries = new WeakMap<Database, CompiledQuery<Row>>();
  const standIns = new Proxy({}, { get: (_, name) => new StandIn(String(name)) }) as Parameters;
  const queryFor = (database: Database): CompiledQuery<Row> => {
    const known = queries.get(database);
    if (known !== undefined) return known;
    const query = build(database, standIns).compile();
    queries.set(database, query);
    return query;
  };
  return (database, parameters) => {
    const query = queryFor(database);
    const values = query.parameters.map(value =>
      value instanceof StandIn ? parameters[value.name as keyof Parameters] : value,
    );
    return { ...query, parameters: values };
  };
};

/**
 * A number of rows, for `limit`. As a bare parameter SQLite would compile the statement again whenever it runs, to look
 * whether another plan suits the number. PostgreSQL would take it for a 32-bit number beside a plain 0.
 */
export const rowCount = (limit: number): RawBuilder<number> => sql<number>`(${limit} + cast(0 as bigint))`;
