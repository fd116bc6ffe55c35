import { sql } from 'kysely';
import type { Queries } from '../database/database.ts';
import { ApiError } from '../http/api-error.ts';
import type { Share } from './store.ts';

/** How many objects of a type a share holds at most, as in Databricks. What whole schemas bring along does not count. */
const limits = {
  TABLE: { most: 1000, words: 'tables', instead: 'Add their schemas as a whole, or use another share.' },
  VOLUME: { most: 1000, words: 'volumes', instead: 'Add their schemas as a whole, or use another share.' },
  SCHEMA: { most: 500, words: 'schemas', instead: 'Use another share.' },
} as const;

/** @throws ApiError RESOURCE_LIMIT_EXCEEDED when a share holds too much */
export const requireWithinLimits = async (transaction: Queries, share: Share): Promise<void> => {
  const counts = await transaction
    .selectFrom('share_objects')
    .select(['data_object_type', sql<number>`count(*)`.as('count')])
    .where('share_id', '=', share.id)
    .groupBy('data_object_type')
    .execute();
  for (const { data_object_type: type, count } of counts) {
    const { most, words, instead } = limits[type];
    if (Number(count) <= most) continue;
    const message = `Share '${share.name}' would hold ${count} ${words}; the most is ${most}. ${instead}`;
    throw new ApiError('RESOURCE_LIMIT_EXCEEDED', message);
  }
};
