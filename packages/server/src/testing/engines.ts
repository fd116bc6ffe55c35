import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Engine } from '../database/database.ts';

/** The administrator's URL of a PostgreSQL server that tests may make databases in. */
const postgresUrl = process.env['BOATHOUSE_TEST_POSTGRES'];

if (postgresUrl === undefined && process.env['BOATHOUSE_REQUIRE_SERVICES'] === '1') {
  throw new Error('BOATHOUSE_TEST_POSTGRES is not set: tests on PostgreSQL must not be skipped here.');
}

/** An engine that tests run on, and whether this machine has it. */
export interface TestEngine {
  readonly engine: Engine;
  readonly missing: string | undefined;
}

/** Every suite of a store or of the whole server runs on each of these; `npm run test:all` provides both. */
export const engines: readonly TestEngine[] = [
  { engine: 'sqlite', missing: undefined },
  { engine: 'postgres', missing: postgresUrl === undefined ? 'BOATHOUSE_TEST_POSTGRES is not set' : undefined },
];

/** Makes an empty PostgreSQL database. */
export const createPostgresDatabase = async (): Promise<{ url: string; drop: () => Promise<void> }> => {
  if (postgresUrl === undefined) throw new Error('BOATHOUSE_TEST_POSTGRES is not set.');
  const name = `boathouse_${randomBytes(8).toString('hex')}`;
  const run = async (statement: string) => {
    const client = new pg.Client({ connectionString: postgresUrl });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };
  await run(`create database ${name}`);
  const url = new URL(postgresUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => run(`drop database ${name} with (force)`) };
};
