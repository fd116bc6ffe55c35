import { audit } from '@boathouse/contract';
import { ApiError } from '../http/api-error.ts';
import { authenticateCaller } from '../http/authentication.ts';
import { room } from '../http/handlers.ts';
import { pageSize, readByCursor } from '../http/paging.ts';
import { describeRecord } from './describe-record.ts';
import { followRecords } from './follow-records.ts';
import { listRecords, type Place } from './list-records.ts';
import { verifyPage } from './verify.ts';

const parsePlace = (cursor: string): Place | undefined => {
  if (cursor === '') return undefined;
  const [time, sequence] = cursor.split(' ');
  return { time: Number(time), sequence: Number(sequence) };
};

const parsePosition = (position: string | undefined): number | undefined => {
  if (position === undefined || position === '') return undefined;
  if (/^\d{1,15}$/.test(position)) return Number(position);
  throw new ApiError(
    'INVALID_PARAMETER_VALUE',
    "Field 'position' must be the `position` of an earlier answer, or absent to begin anew.",
  );
};

export const auditRoom = room(audit, authenticateCaller, {
  list: async ({ max_results, page_token, order = 'NEWEST_FIRST', ...filters }, { workspace, principal }) => {
    // The trail is long: it is never given whole.
    const size = pageSize(max_results ?? 0);
    const request = { binding: ['audit', principal.id, order, filters], token: page_token };
    const { content, nextPageToken } = await readByCursor(workspace, request, async cursor => {
      const { rows, next } = await listRecords(workspace.database, filters, order, parsePlace(cursor), size);
      return { content: rows, next: next === undefined ? undefined : `${next.time} ${next.sequence}` };
    });
    return {
      records: content.map(row => describeRecord(row, workspace.id)),
      ...(nextPageToken === undefined ? {} : { next_page_token: nextPageToken }),
    };
  },

  follow: async ({ max_results, position, ...filters }, { workspace }) => {
    const size = pageSize(max_results ?? 0);
    const added = await followRecords(workspace.database, filters, parsePosition(position), size);
    return {
      records: added.rows.map(row => describeRecord(row, workspace.id)),
      position: String(added.position),
      caught_up: added.caughtUp,
    };
  },

  verify: async ({ page_token }, { workspace, principal }) => {
    const { database, config, audit: service } = workspace;
    const request = { binding: ['audit verify', principal.id], token: page_token };
    const { content, nextPageToken } = await readByCursor(workspace, request, cursor =>
      verifyPage({ database, config, keys: service.keys }, cursor),
    );
    const { total } = await database.read
      .selectFrom('audit_seals')
      .select(({ fn }) => fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow();
    return {
      ...content,
      total_batches: Number(total),
      ...(nextPageToken === undefined ? {} : { next_page_token: nextPageToken }),
    };
  },
});
