import type { Snapshot } from '@boathouse/delta';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { StorageError } from '../storage/errors.ts';
import { add, created } from './testing/log-table.ts';
import { linesOf, type SharedTables, shareTables } from './testing/shared-tables.ts';

describe('an answer that fails', () => {
  let shared: SharedTables;

  beforeAll(async () => {
    shared = await shareTables({ table: { commits: [[...created(), add('a.parquet')]] } });
  });
  afterAll(() => shared.close());

  /** Lets the next scan give so many batches, and then fail. */
  const failAfter = (batches: number, error: Error) => {
    const { snapshots } = shared.test.workspace;
    const open = snapshots.open.bind(snapshots);
    vi.spyOn(snapshots, 'open').mockImplementationOnce(async (...wanted): Promise<Snapshot> => {
      const snapshot = await open(...wanted);
      return {
        ...snapshot,
        scan: async function* (options) {
          for (let batch = 0; batch < batches; batch += 1) yield* snapshot.scan(options);
          throw error;
        },
      };
    });
  };
  const lost = new StorageError('UNAVAILABLE', 'The bucket s3://secret-bucket does not answer.');
  const lastRecord = async () =>
    (await shared.test.admin('GET /api/2.0/boathouse/audit?recipient_name=acme&max_results=1')).json.records[0];

  it('before its first line is an error with its own status', async () => {
    failAfter(0, lost);
    const { status, text, json } = await shared.query('table');
    expect([status, json.errorCode]).toEqual([503, 'TEMPORARILY_UNAVAILABLE']);
    expect(text).not.toContain('secret-bucket');
    expect(await lastRecord()).toMatchObject({
      action_name: 'deltaSharingQueryTable',
      response: { status_code: 503 },
    });
  });

  it('after that says so in its last line, to a client that waits for one', async () => {
    failAfter(1, lost);
    const response = await shared.query('table', {}, { capabilities: 'includeendstreamaction=true' });
    const lines = linesOf(response);
    expect(lines.slice(2)).toEqual([
      { file: expect.anything() },
      {
        endStreamAction: {
          errorMessage: expect.stringMatching(/^TEMPORARILY_UNAVAILABLE: .*request id/),
          httpStatusErrorCode: 503,
        },
      },
    ]);
    expect(response.text).not.toContain('secret-bucket');
    expect(await lastRecord()).toMatchObject({
      action_name: 'deltaSharingQueriedTable',
      response: { status_code: 503, result: expect.stringContaining('"numAddFiles":1') },
    });
  });

  it('because it cannot be written down ends what it was read from', async () => {
    const { snapshots, audit } = shared.test.workspace;
    const open = snapshots.open.bind(snapshots);
    let ended = false;
    vi.spyOn(snapshots, 'open').mockImplementationOnce(async (...wanted): Promise<Snapshot> => {
      const snapshot = await open(...wanted);
      return {
        ...snapshot,
        scan: async function* (options) {
          try {
            yield* snapshot.scan(options);
          } finally {
            ended = true;
          }
        },
      };
    });
    const append = vi.spyOn(audit.trail, 'append').mockRejectedValueOnce(new Error('the disk is full'));
    const { status, json } = await shared.query('table');
    append.mockRestore();
    expect([status, json.errorCode, ended]).toEqual([500, 'INTERNAL_ERROR', true]);
  });

  it('after that cuts the connection of any other client', async () => {
    failAfter(1, lost);
    await expect(shared.query('table')).rejects.toThrow(/destroyed|aborted/);
    expect(await lastRecord()).toMatchObject({ response: { status_code: 503 } });
  });
});
