import { isRead, type Operation, services } from '@boathouse/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtOperations } from './built-operations.ts';
import { type Fixtures, stranger } from './testing/denial.ts';
import { type Callers, makeFixtures } from './testing/denial-fixtures.ts';
import { denials } from './testing/denials.ts';
import { dump } from './testing/dump.ts';
import { engines } from './testing/engines.ts';
import { toRequest } from './testing/operation-request.ts';
import { openTestWorkspace, type TestResponse, type TestWorkspace } from './testing/test-workspace.ts';

const operationOf = (id: string): Operation => {
  const [service = '', name = ''] = id.split('.');
  const declared = (services as Readonly<Record<string, { operations: Readonly<Record<string, Operation>> }>>)[service];
  const operation = declared?.operations[name];
  if (operation === undefined) throw new Error(`The contract has no operation ${id}.`);
  return operation;
};

/** The refusal is written as the clients of that path read it. An answer to HEAD has no body. */
const expectDialect = ({ path, method }: Operation, { json, headers }: TestResponse): void => {
  if (method === 'HEAD') return;
  expect(headers['content-type']).toBe('application/json; charset=utf-8');
  const text = expect.stringMatching(/\w{3,}/);
  if (path.startsWith('/delta-sharing/')) expect(json).toEqual({ errorCode: text, message: text });
  else if (path.includes('/scim/')) expect(json).toMatchObject({ detail: text, status: expect.any(String) });
  else expect(json).toEqual({ error_code: expect.anything(), message: text, details: [expect.anything()] });
};

describe('the table of denials', () => {
  it('has a row for every operation that is built, and no other', () => {
    expect(Object.keys(denials).sort()).toEqual([...builtOperations()].sort());
  });
});

describe.each(engines)('who may not, on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let test: TestWorkspace;
    let fixtures: Fixtures;
    let callers: Callers;
    beforeAll(async () => {
      // A workspace that is local itself may have a provider on this machine.
      test = await openTestWorkspace(engine, { public_url: 'http://127.0.0.1:8' });
      ({ fixtures, callers } = await makeFixtures(test));
    });
    afterAll(() => test.close());

    const send = (operation: Operation, fields: Readonly<Record<string, unknown>>, token: string | undefined) => {
      const { line, body } = toRequest(operation, fields);
      return test.call(line, { token, body });
    };

    describe.each(Object.entries(denials))('%s', (id, { fields, status, answer }) => {
      const operation = operationOf(id);
      const { kind } = operation.access;
      const isProtocol = kind === 'recipient';

      /** Makes the call, and sees that it changes nothing. */
      const tryInVain = async (token: string | undefined): Promise<TestResponse> => {
        const before = await dump(test.workspace.database);
        const response = await send(operation, fields(fixtures), token);
        expect(await dump(test.workspace.database)).toEqual(before);
        return response;
      };

      if (kind !== 'public') {
        it('asks for a token', async () => {
          const response = await tryInVain(undefined);
          expect(response.status).toBe(401);
          expectDialect(operation, response);
        });

        it('takes no token of the other kind', async () => {
          const response = await tryInVain(isProtocol ? test.adminToken : callers.insider);
          // Both sides say in their own way that they do not know the token.
          expect(response.status).toBe(isProtocol ? 401 : 403);
          expectDialect(operation, response);
        });
      }

      const nobody = () => (kind === 'public' ? undefined : isProtocol ? callers.outsider : callers.stranger);

      if (status === undefined) {
        it('shows nothing of what is others’', async () => {
          const call = isRead(operation)
            ? tryInVain
            : (token: string | undefined) => send(operation, fields(fixtures), token);
          const response = await call(nobody());
          expect([response.status, response.json]).toEqual([200, answer]);
        });
      } else {
        it('is refused to whoever has no right, changes nothing, and is in the audit trail', async () => {
          const response = await tryInVain(nobody());
          expect(response.status).toBe(status);
          expectDialect(operation, response);
          if (status === 403 || !isRead(operation) || isProtocol) {
            const [record] = (await test.admin('GET /api/2.0/boathouse/audit?max_results=1')).json.records;
            const who = isProtocol ? { recipient_name: 'outsider' } : { user_identity: { email: stranger } };
            expect(record).toMatchObject({ request_id: response.headers['x-request-id'], ...who });
            expect(record.response.status_code).toBe(status);
            expect(record.response.error_message).toContain(response.json?.message ?? '');
          }
        });
      }
    });

    it('may make each of these requests with the right to it: the table is about what exists', async () => {
      for (const [id, { rightful, rightfulStatus }] of Object.entries(denials)) {
        const operation = operationOf(id);
        const token = operation.access.kind === 'recipient' ? callers.insider : test.adminToken;
        const { status, text } = await send(operation, rightful(fixtures), token);
        const success = rightfulStatus ?? operation.status ?? 200;
        expect([id, status, status === success ? '' : text]).toEqual([id, success, '']);
      }
    });
  });
});
