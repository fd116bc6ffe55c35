import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '../http/context.ts';
import { engines } from '../testing/engines.ts';
import { openTestWorkspace, type TestWorkspace } from '../testing/test-workspace.ts';
import type { AuditEntry } from './record.ts';

const path = '/api/2.0/boathouse/audit';

const user = (name: string): Principal => ({ kind: 'user', id: 1, name, admin: false, entitled: true });
const recipient = (name: string): Principal => ({ kind: 'recipient', id: name, name, allowedAddresses: [] });

describe.each(engines)('the audit trail on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let test: TestWorkspace;
    beforeAll(async () => {
      test = await openTestWorkspace(engine);
    });
    afterAll(() => test.close());

    let entries = 0;
    const write = (principal: Principal, details: Partial<AuditEntry> = {}): Promise<void> => {
      entries += 1;
      return test.workspace.audit.trail.append({
        id: test.workspace.newId(),
        time: test.workspace.now(),
        service: 'unityCatalog',
        action: 'getShare',
        principal,
        request: { id: `request-${entries}`, ip: '192.0.2.7', userAgent: 'test/1' },
        parameters: {},
        status: 200,
        ...details,
      });
    };
    const list = async (query: string) => {
      const { status, json, text } = await test.admin(`GET ${path}?${query}`);
      expect([status, text.slice(0, 300)]).toEqual([200, expect.any(String)]);
      return json;
    };
    const listAll = async (query: string): Promise<{ request_id: string; event_time: number }[]> => {
      const all = [];
      let token: string | undefined;
      do {
        const page = await list(`${query}&page_token=${token ?? ''}`);
        all.push(...page.records);
        token = page.next_page_token;
      } while (token !== undefined);
      return all;
    };
    const ids = async (query: string) => (await listAll(query)).map(record => record.request_id);

    it('has the shape of Databricks’ audit table', async () => {
      const { json: share, headers } = await test.admin('POST /api/2.1/unity-catalog/shares', { name: 'shaped' });
      const { records } = await list('max_results=1');
      expect(records).toEqual([
        {
          account_id: expect.stringMatching(/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/),
          workspace_id: '0',
          version: '2.0',
          event_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
          event_time: expect.any(Number),
          event_date: new Date(records[0].event_time).toISOString().slice(0, 10),
          audit_level: 'ACCOUNT_LEVEL',
          service_name: 'unityCatalog',
          action_name: 'createShare',
          user_identity: { email: 'admin@localhost' },
          identity_metadata: { run_by: 'admin@localhost', run_as: 'admin@localhost' },
          source_ip_address: '127.0.0.1',
          user_agent: 'lightMyRequest',
          request_id: headers['x-request-id'],
          request_params: { name: 'shaped' },
          response: { status_code: 200 },
        },
      ]);
      expect(share.name).toBe('shaped');
    });

    it('tells a service principal by its application id, and a workspace’s own matters by its id', async () => {
      const applicationId = '5ad3c1a2-93c5-4b0c-8f33-1f3b0f0f3a11';
      await write({ ...user(applicationId), kind: 'service-principal' } as Principal, {
        service: 'accounts',
        result: { files: 3 },
      });
      const { records } = await list(`principal=${applicationId}`);
      expect(records).toMatchObject([
        {
          user_identity: { subject_name: applicationId },
          audit_level: 'WORKSPACE_LEVEL',
          workspace_id: String(test.workspace.id),
          response: { status_code: 200, result: '{"files":3}' },
        },
      ]);
      expect(records[0].user_identity.email).toBeUndefined();
    });

    it('keeps what no database or text can hold in a form that they can', async () => {
      await write(user('odd'), { parameters: { 'a\0b': 'x\0y', half: '\ud800' }, error: 'no \0', status: 400 });
      const [record] = (await list('principal=odd')).records;
      expect(record.request_params).toEqual({ 'a\ufffdb': 'x\ufffdy', half: '\ufffd' });
      expect(record.response.error_message).toBe('no \ufffd');
    });

    describe('is filtered', () => {
      const at = Date.UTC(2026, 0, 1);
      beforeAll(async () => {
        await write(user('ann'), { time: at, action: 'createShare' });
        await write(user('ann'), { time: at + 1, action: 'createShare', status: 409, error: 'ALREADY_EXISTS: a' });
        await write(user('bob'), { time: at + 2, action: 'deleteShare', status: 403, error: 'PERMISSION_DENIED: b' });
        await write(recipient('acme'), { time: at + 3, action: 'deltaSharingQueryTable' });
        await write(recipient('acme'), { time: at + 4, action: 'deltaSharingListShares', status: 401, error: 'x' });
        await write(user('cy'), { time: at + 5, service: 'secrets', action: 'getSecret' });
      });

      it.each([
        ['nothing', '', [5, 4, 3, 2, 1, 0]],
        ['a recipient', 'recipient_name=acme', [4, 3]],
        ['a principal', 'principal=ann', [1, 0]],
        ['an action', 'action_name=createShare', [1, 0]],
        ['a service', 'service_name=secrets', [5]],
        ['success', 'outcome=SUCCEEDED', [5, 3, 0]],
        ['failure', 'outcome=FAILED', [4, 2, 1]],
        ['denial', 'outcome=DENIED', [4, 2]],
        ['several things at once', 'principal=ann&outcome=FAILED&action_name=createShare', [1]],
        ['things that exclude each other', 'principal=ann&recipient_name=acme', []],
        ['a name that nobody has', 'principal=', []],
        ['its oldest first', 'order=OLDEST_FIRST&outcome=SUCCEEDED', [0, 3, 5]],
        ['a part of the time', `start_time=${at + 1}&end_time=${at + 3}`, [2, 1]],
      ])('by %s, whatever the size of the pages', async (_, query, expected) => {
        const range = query.includes('_time') ? query : `${query}&start_time=${at}&end_time=${at + 6}`;
        for (const size of [1, 2, 1000]) {
          const found = await listAll(`${range}&max_results=${size}`);
          expect(found.map(record => record.event_time - at)).toEqual(expected);
        }
      });

      it.each([
        ['an order', 'order=SIDEWAYS', 'order'],
        ['an outcome', 'outcome=MAYBE', 'outcome'],
        ['a time', 'start_time=yesterday', 'start_time'],
        ['a size', 'max_results=-1', 'max_results'],
        ['a page token', 'page_token=abc', 'page token'],
      ])('but not by %s that there is not', async (_, query, name) => {
        const { status, json } = await test.admin(`GET ${path}?${query}`);
        expect([status, json.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
        expect(json.message).toContain(name);
      });

      it('and a page token is good for its own filters alone', async () => {
        const { next_page_token } = await list('outcome=FAILED&max_results=1');
        const { status } = await test.admin(`GET ${path}?outcome=DENIED&max_results=1&page_token=${next_page_token}`);
        expect(status).toBe(400);
      });
    });

    it('is read to its end while it grows: no record twice, none left out', async () => {
      const name = 'steady';
      const time = Date.UTC(2026, 5, 1);
      for (let number = 0; number < 12; number += 1) await write(user(name), { time: time + (number % 3) });
      for (const order of ['NEWEST_FIRST', 'OLDEST_FIRST']) {
        const before = await ids(`principal=${name}&order=${order}`);
        const seen: string[] = [];
        let token = '';
        for (;;) {
          const page = await list(`principal=${name}&order=${order}&max_results=4&page_token=${token}`);
          seen.push(...page.records.map((record: { request_id: string }) => record.request_id));
          // Behind what an older-first reader has seen, and before what a newer-first one has.
          await write(user(name), { time: order === 'NEWEST_FIRST' ? time + 100 : time - 100 });
          if (page.next_page_token === undefined) break;
          token = page.next_page_token;
        }
        expect(seen).toEqual(before);
      }
    });

    it('goes on behind a page that looked at many records and found few', async () => {
      const time = Date.UTC(2025, 0, 1);
      await write(user('lonely'), { time, service: 'rare', action: 'rareAction' });
      const { trail } = test.workspace.audit;
      const template = { service: 'common', action: 'often', principal: user('busy'), status: 200, parameters: {} };
      const request = { id: 'bulk', ip: '', userAgent: '' };
      for (let number = 0; number < 10_500; number += 500) {
        await Promise.all(
          Array.from({ length: 500 }, (_, index) =>
            trail.append({ ...template, request, id: `${number + index}`, time: time + 1 + number + index }),
          ),
        );
      }
      const query = `service_name=rare&start_time=${time}&end_time=${time + 20_000}`;
      const first = await list(query);
      expect(first.records).toEqual([]);
      expect(first.next_page_token).toEqual(expect.any(String));
      expect(await listAll(query)).toHaveLength(1);
    }, 60_000);

    describe('is followed', () => {
      const follow = async (query: string) => {
        const { status, json, text } = await test.admin(`GET ${path}/follow?${query}`);
        expect([status, text.slice(0, 300)]).toEqual([200, expect.any(String)]);
        return json;
      };

      it('from now on, each record once, in the order in which they were kept', async () => {
        const start = await follow('');
        expect(start).toEqual({ records: [], position: expect.stringMatching(/^\d+$/), caught_up: true });
        for (const name of ['one', 'two', 'three']) await write(user(name));
        const first = await follow(`position=${start.position}&max_results=2`);
        const rest = await follow(`position=${first.position}&max_results=2`);
        const names = [...first.records, ...rest.records].map(record => record.user_identity.email);
        expect([names, first.caught_up, rest.caught_up]).toEqual([['one', 'two', 'three'], false, true]);
        expect(await follow(`position=${rest.position}`)).toMatchObject({ records: [], caught_up: true });
      });

      it('by the same filters as it is listed', async () => {
        const { position } = await follow('');
        await write(user('quiet'));
        await write(recipient('loud'), { status: 403 });
        const { records } = await follow(`position=${position}&outcome=DENIED&recipient_name=loud`);
        expect(records).toMatchObject([{ recipient_name: 'loud' }]);
      });

      it('from a time on', async () => {
        test.passTime(3_600_000);
        const start = test.workspace.now();
        await write(user('later'));
        const { records } = await follow(`start_time=${start}`);
        expect(records).toMatchObject([{ user_identity: { email: 'later' } }]);
      });

      it('without gaps while many write at once', async () => {
        let { position } = await follow('');
        const names = Array.from({ length: 300 }, (_, index) => `writer${index}`);
        let isDone = false;
        const writing = Promise.all(
          names.map((name, index) =>
            index % 3 === 0
              ? test.workspace.audit.trail.write(
                  async () => {},
                  () => ({
                    ...{
                      id: test.workspace.newId(),
                      time: test.workspace.now(),
                      service: 's',
                      action: 'a',
                      status: 200,
                    },
                    ...{ principal: user(name), parameters: {}, request: { id: '', ip: '', userAgent: '' } },
                  }),
                )
              : write(user(name)),
          ),
        ).finally(() => {
          isDone = true;
        });
        const seen: string[] = [];
        for (let isLast = false; !isLast; ) {
          // Requests that are injected leave no turn to the writer.
          await setImmediate();
          isLast = isDone;
          const answer = await follow(`position=${position}&max_results=50`);
          position = answer.position;
          if (!answer.caught_up) isLast = false;
          seen.push(
            ...answer.records.map((record: { user_identity: { email: string } }) => record.user_identity.email),
          );
        }
        await writing;
        expect(seen.toSorted()).toEqual(names.toSorted());
      });

      it('not from a position that was never given', async () => {
        const { status, json } = await test.admin(`GET ${path}/follow?position=-1`);
        expect([status, json.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
      });
    });

    describe('keeps refusals of callers who are not known', () => {
      it('with a token that nobody has, without an identity and without the token', async () => {
        const token = 'dapi0123456789abcdef0123456789abcdef';
        await test.call('GET /api/2.1/unity-catalog/shares', { token });
        await test.call('GET /delta-sharing/shares', { token: 'x'.repeat(43) });
        const { records } = await list('max_results=2');
        expect(records).toMatchObject([
          { action_name: 'deltaSharingListShares', response: { status_code: 401 } },
          { action_name: 'listShares', response: { status_code: 403 } },
        ]);
        for (const record of records) expect(record).not.toHaveProperty('user_identity');
        expect(JSON.stringify(records)).not.toContain(token);
      });

      it('but none of requests without a token', async () => {
        const before = (await list('max_results=1')).records;
        await test.call('POST /api/2.1/unity-catalog/shares', { body: { name: 'x' } });
        await test.call('GET /delta-sharing/shares');
        expect((await list('max_results=1')).records).toEqual(before);
      });

      it('up to a number, and then counts them', async () => {
        const before = (await listAll('outcome=DENIED')).length;
        for (let number = 0; number < 40; number += 1) {
          await test.call('GET /api/2.1/unity-catalog/shares', { token: `guess${number}` });
        }
        const denials = (await listAll('outcome=DENIED')).length - before;
        expect(denials).toBeLessThanOrEqual(10);
        test.passTime(61_000);
        await test.workspace.scheduler.run('audit-refusals');
        const [record] = (await list('action_name=refusedUnknownCallers')).records;
        expect(Number(record.request_params.count)).toBe(40 - denials);
        expect(record.request_params.top_address).toBe('127.0.0.1');
      });
    });

    it('has a read of a secret, whoever reads, and no other read of an administrator', async () => {
      await test.admin('POST /api/2.0/secrets/scopes/create', { scope: 'vault' });
      await test.admin('POST /api/2.0/secrets/put', { scope: 'vault', key: 'k', string_value: 'very secret' });
      await test.admin('GET /api/2.0/secrets/list?scope=vault');
      expect((await test.admin('GET /api/2.0/secrets/get?scope=vault&key=k')).status).toBe(200);
      const { records } = await list('service_name=secrets&max_results=3');
      expect(records.map((record: { action_name: string }) => record.action_name)).toEqual([
        'getSecret',
        'putSecret',
        'createScope',
      ]);
      expect(JSON.stringify(records)).not.toContain('very secret');
    });
  });
});
