import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Database } from '../database/database.ts';

/** Whether the token of a row has not expired. */
export const isLive = (database: Database): RawBuilder<SqlBool> =>
  sql<SqlBool>`(tokens.expires_at is null or tokens.expires_at > ${database.now()})`;
