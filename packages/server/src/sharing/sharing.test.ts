import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../testing/engines.ts';
import { activate } from '../testing/onboard.ts';
import { openTestWorkspace, sampleTables, type TestWorkspace } from '../testing/test-workspace.ts';

const uc = '/api/2.1/unity-catalog';
const year = 31_536_000_000;

describe.each(engines)('sharing administration on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let test: TestWorkspace;
    beforeAll(async () => {
      test = await openTestWorkspace(engine);
      for (const table of ['flights', 'airlines']) {
        await test.admin(`POST ${uc}/tables`, {
          name: table,
          catalog_name: 'main',
          schema_name: 'default',
          table_type: 'EXTERNAL',
          data_source_format: 'DELTA',
          storage_location: `file://${sampleTables}/${table}`,
        });
      }
    });
    afterAll(() => test.close());

    const addTable = (share: string, name: string, more: object = {}) =>
      test.admin(`PATCH ${uc}/shares/${share}`, {
        updates: [{ action: 'ADD', data_object: { name, data_object_type: 'TABLE', ...more } }],
      });

    describe('shares', () => {
      it('come back as they were made, with an empty comment kept apart from none', async () => {
        const created = await test.admin(`POST ${uc}/shares`, { name: 'Retail', comment: '' });
        expect(created.json).toMatchObject({
          name: 'Retail',
          comment: '',
          owner: 'admin@localhost',
          created_by: 'admin@localhost',
        });
        const { json } = await test.admin(`GET ${uc}/shares/retail?include_shared_data=true`);
        expect(json).toEqual({ ...created.json, objects: [] });
        expect((await test.admin(`POST ${uc}/shares`, { name: 'plain' })).json).not.toHaveProperty('comment');
      });

      it('are made once by name, whatever the case, also when two ask at once', async () => {
        const both = await Promise.all([
          test.admin(`POST ${uc}/shares`, { name: 'Twice' }),
          test.admin(`POST ${uc}/shares`, { name: 'twice' }),
        ]);
        expect(both.map(response => response.status).sort()).toEqual([200, 409]);
        const loser = both.find(response => response.status === 409);
        expect(loser?.json).toMatchObject({
          error_code: 'SHARE_ALREADY_EXISTS',
          message: expect.stringContaining('already exists'),
        });
      });

      it('hold tables under their own name or an alias, in the order that they were added', async () => {
        await test.admin(`POST ${uc}/shares`, { name: 'ordered' });
        await addTable('ordered', 'main.default.flights');
        const { json } = await addTable('ordered', 'main.default.airlines', {
          shared_as: 'travel.carriers',
          comment: 'who flies',
        });
        expect(json.objects).toMatchObject([
          {
            name: 'main.default.flights',
            data_object_type: 'TABLE',
            shared_as: 'default.flights',
            status: 'ACTIVE',
            history_data_sharing_status: 'DISABLED',
          },
          {
            name: 'main.default.airlines',
            shared_as: 'travel.carriers',
            comment: 'who flies',
            added_by: 'admin@localhost',
          },
        ]);
      });

      it('take all updates of a call or none', async () => {
        await test.admin(`POST ${uc}/shares`, { name: 'atomic' });
        const add = (name: string) => ({ action: 'ADD', data_object: { name, data_object_type: 'TABLE' } });
        const response = await test.admin(`PATCH ${uc}/shares/atomic`, {
          updates: [add('main.default.flights'), add('main.default.nothing')],
        });
        expect([response.status, response.json.error_code]).toEqual([404, 'TABLE_DOES_NOT_EXIST']);
        expect((await test.admin(`GET ${uc}/shares/atomic`)).json.objects).toEqual([]);
      });

      it('refuse a table that they hold, an alias that is taken, and what cannot be kept to', async () => {
        await test.admin(`POST ${uc}/shares`, { name: 'strict' });
        await addTable('strict', 'main.default.flights');
        const twice = await addTable('strict', 'main.default.flights');
        expect([twice.status, twice.json.error_code]).toEqual([409, 'RESOURCE_ALREADY_EXISTS']);
        const alias = await addTable('strict', 'main.default.airlines', { shared_as: 'DEFAULT.Flights' });
        expect(alias.status).toBe(409);
        const updates = Array.from({ length: 101 }, (_, index) => ({
          action: 'REMOVE',
          data_object: { name: `a.b.c${index}` },
        }));
        expect((await test.admin(`PATCH ${uc}/shares/strict`, { updates })).status).toBe(400);
        const same = [updates[0], updates[0]];
        expect((await test.admin(`PATCH ${uc}/shares/strict`, { updates: same })).json.message).toContain(
          'UpdateShare duplicate updates',
        );
        expect((await test.admin(`GET ${uc}/shares/strict`)).json.objects).toHaveLength(1);
      });

      it('change how they hold a table, but not to an alias that is taken', async () => {
        await test.admin(`POST ${uc}/shares`, { name: 'changing' });
        await addTable('changing', 'main.default.flights');
        await addTable('changing', 'main.default.airlines');
        const update = (more: object) =>
          test.admin(`PATCH ${uc}/shares/changing`, {
            updates: [
              { action: 'UPDATE', data_object: { name: 'main.default.airlines', data_object_type: 'TABLE', ...more } },
            ],
          });
        const changed = await update({ shared_as: 'travel.carriers', history_data_sharing_status: 'ENABLED' });
        expect(changed.json.objects[1]).toMatchObject({
          shared_as: 'travel.carriers',
          history_data_sharing_status: 'ENABLED',
        });
        const taken = await update({ shared_as: 'default.flights' });
        expect([taken.status, taken.json.error_code]).toEqual([409, 'RESOURCE_ALREADY_EXISTS']);
        expect((await test.admin(`GET ${uc}/shares/changing`)).json.objects).toEqual(changed.json.objects);
      });

      it('let a table go and keep it from being dropped before', async () => {
        await test.admin(`POST ${uc}/shares`, { name: 'holding' });
        await addTable('holding', 'main.default.airlines');
        const drop = await test.admin(`DELETE ${uc}/tables/main.default.airlines`);
        expect([drop.status, drop.json.error_code]).toEqual([400, 'INVALID_STATE']);
        expect(drop.json.message).toContain("'holding'");
        const removed = await test.admin(`PATCH ${uc}/shares/holding`, {
          updates: [{ action: 'REMOVE', data_object: { name: 'main.default.airlines', data_object_type: 'TABLE' } }],
        });
        expect(removed.json.objects).toEqual([]);
      });

      it('change name, comment and owner, and are gone when deleted', async () => {
        await test.admin(`POST ${uc}/shares`, { name: 'before' });
        const renamed = await test.admin(`PATCH ${uc}/shares/before`, { new_name: 'After', comment: 'new' });
        expect(renamed.json).toMatchObject({ name: 'After', comment: 'new' });
        expect((await test.admin(`GET ${uc}/shares/before`)).status).toBe(404);
        expect((await test.admin(`DELETE ${uc}/shares/after`)).json).toEqual({});
        expect((await test.admin(`GET ${uc}/shares/after`)).json.error_code).toBe('SHARE_DOES_NOT_EXIST');
      });
    });

    describe('recipients', () => {
      const create = (name: string, more: object = {}) =>
        test.admin(`POST ${uc}/recipients`, { name, authentication_type: 'TOKEN', ...more });
      const codeOf = (url: string) => url.slice(url.indexOf('?') + 1);
      const download = (url: string) => test.call(`GET ${uc}/public/data_sharing_activation/${codeOf(url)}` as 'GET /');

      it('get an activation link and no token value', async () => {
        const { json } = await create('Acme', {
          comment: 'anvils',
          properties_kvpairs: { properties: { region: 'EU' } },
        });
        expect(json).toMatchObject({
          name: 'Acme',
          authentication_type: 'TOKEN',
          activated: false,
          comment: 'anvils',
          properties_kvpairs: { properties: { region: 'EU', 'databricks.name': 'Acme' } },
        });
        expect(json.tokens).toHaveLength(1);
        expect(json.activation_url).toBe(json.tokens[0].activation_url);
        expect(json.activation_url).toMatch(
          /^http:\/\/boathouse\.test\/delta_sharing\/retrieve_config\.html\?[\w-]{43}$/,
        );
        expect(Math.abs(json.tokens[0].expiration_time - test.workspace.now() - year)).toBeLessThan(60_000);
        expect((await test.admin(`GET ${uc}/recipients/acme`)).json).toEqual(json);
      });

      it('download their profile once, after as many looks at the page as they like', async () => {
        const { json } = await create('once');
        const link = new URL(json.activation_url);
        for (let look = 0; look < 2; look += 1) {
          const page = await test.call(`GET ${link.pathname}${link.search}` as 'GET /');
          expect(page.status).toBe(200);
          expect(page.text).toContain('<button>');
          expect(
            (await test.call(`GET ${uc}/public/data_sharing_activation_info/${codeOf(link.href)}` as 'GET /')).json,
          ).toEqual({});
        }
        const profile = await download(link.href);
        expect(profile.json).toEqual({
          shareCredentialsVersion: 1,
          endpoint: 'http://boathouse.test/delta-sharing',
          bearerToken: expect.stringMatching(/^[\w-]{43}$/),
          expirationTime: new Date(json.tokens[0].expiration_time).toISOString(),
        });
        expect(profile.headers['content-disposition']).toContain('config.share');
        expect((await download(link.href)).status).toBe(404);
        expect((await test.call(`GET ${link.pathname}${link.search}` as 'GET /')).status).toBe(404);
        const after = (await test.admin(`GET ${uc}/recipients/once`)).json;
        expect(after.activated).toBe(true);
        expect(after).not.toHaveProperty('activation_url');
        expect(JSON.stringify(after)).not.toContain(profile.json.bearerToken);
      });

      it('accept the whole link, encoded or not, where the API asks for it', async () => {
        for (const encode of [encodeURIComponent, (text: string) => text]) {
          const { json } = await create(`link-${encode.name || 'plain'}`);
          const response = await test.call(
            `GET /api/2.0/unity-catalog/public/data_sharing_activation/${encode(json.activation_url)}` as 'GET /',
          );
          expect(response.json.shareCredentialsVersion).toBe(1);
        }
      });

      it('hand the profile to one of two who click at once', async () => {
        const { json } = await create('race');
        const both = await Promise.all([download(json.activation_url), download(json.activation_url)]);
        expect(both.map(response => response.status).sort()).toEqual([200, 404]);
      });

      const tokensOf = async (name: string) => (await test.admin(`GET ${uc}/recipients/${name}`)).json.tokens;
      const rotate = (name: string, seconds: number | undefined) =>
        test.admin(
          `POST ${uc}/recipients/${name}/rotate-token`,
          seconds === undefined ? {} : { existing_token_expire_in_seconds: seconds },
        );
      const list = (token: string) => test.call('GET /delta-sharing/shares', { token });

      it('rotate with a grace period in which both tokens are good', async () => {
        const { json } = await create('grace');
        const old = (await download(json.activation_url)).json.bearerToken;
        const rotated = await rotate('grace', 3600);
        expect(rotated.json.tokens).toHaveLength(2);
        const fresh = (await download(rotated.json.activation_url)).json.bearerToken;
        expect([(await list(old)).status, (await list(fresh)).status]).toEqual([200, 200]);
        const third = await rotate('grace', 0);
        expect([third.status, third.json.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
        expect(third.json.message).toContain('There are already two activated tokens for recipient');
      });

      it('rotate at once when no grace is given, and then the old token is refused', async () => {
        const { json } = await create('sudden');
        const old = (await download(json.activation_url)).json.bearerToken;
        expect((await rotate('sudden', undefined)).json.tokens).toHaveLength(1);
        const refused = await list(old);
        expect([refused.status, refused.json.errorCode]).toEqual([401, 'UNAUTHENTICATED']);
      });

      it('replace a token that nobody downloaded, whatever the grace', async () => {
        const { json } = await create('idle');
        const rotated = await rotate('idle', 3600);
        expect(rotated.json.tokens).toHaveLength(1);
        expect(rotated.json.activation_url).not.toBe(json.activation_url);
        expect((await download(json.activation_url)).status).toBe(404);
      });

      it('refuse to rotate with a negative grace, or one that would lengthen the token', async () => {
        const { json } = await create('limits', { expiration_time: test.workspace.now() + 3_600_000 });
        await download(json.activation_url);
        expect((await rotate('limits', -1)).status).toBe(400);
        expect((await rotate('limits', 7200)).json.message).toContain('Cannot extend the token expiration time');
        expect(await tokensOf('limits')).toHaveLength(1);
      });

      it('change the end of their newest token, and no dead or dying token lives longer for it', async () => {
        const { json } = await create('ending');
        const first = (await download(json.activation_url)).json.bearerToken;
        const [{ id: firstId }] = await tokensOf('ending');
        const rotated = await rotate('ending', 3600);
        await download(rotated.json.activation_url);
        const end = test.workspace.now() + 30 * 86_400_000;
        const update = (expiration_time: number) => test.admin(`PATCH ${uc}/recipients/ending`, { expiration_time });
        const [dying, newest] = (await update(end)).json.tokens;
        expect(newest.expiration_time).toBe(end);
        expect(dying.id).toBe(firstId);
        expect(dying.expiration_time).toBeLessThan(test.workspace.now() + 3_700_000);
        await test.workspace.database.write(transaction =>
          transaction.updateTable('recipient_tokens').set({ expires_at: 1 }).where('id', '=', firstId).execute(),
        );
        expect((await update(end)).json.tokens).toHaveLength(1);
        expect((await list(first)).status).toBe(401);
        expect((await update(newest.created_at + year + 1)).status).toBe(400);
        expect((await update(1)).status).toBe(400);
      });

      it('never have more than two live tokens, however many rotate at once', async () => {
        const { json } = await create('crowd');
        await download(json.activation_url);
        await Promise.all(Array.from({ length: 6 }, () => rotate('crowd', 60)));
        expect((await tokensOf('crowd')).length).toBeLessThanOrEqual(2);
      });

      it.each([
        ['a time in the past', { expiration_time: 1 }],
        ['more than a year', { expiration_time: 99_999_999_999_999 }],
        ['an address that is none', { ip_access_list: { allowed_ip_addresses: ['10.0.0.0/8', 'anywhere'] } }],
        ['a reserved property', { properties_kvpairs: { properties: { 'databricks.name': 'x' } } }],
        ['a name with a dot', { name: 'a.b' }],
      ])('refuse %s', async (_, more) => {
        const response = await create('refused', more);
        expect([response.status, response.json.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
        expect((await test.admin(`GET ${uc}/recipients/refused`)).status).toBe(404);
      });

      it('may call only from the addresses on their list', async () => {
        const { json } = await create('fenced', { ip_access_list: { allowed_ip_addresses: ['203.0.113.0/24'] } });
        expect((await download(json.activation_url)).status).toBe(403);
        await test.admin(`PATCH ${uc}/recipients/fenced`, { ip_access_list: { allowed_ip_addresses: ['127.0.0.1'] } });
        const { bearerToken } = (await download(json.activation_url)).json;
        expect((await list(bearerToken)).status).toBe(200);
        await test.admin(`PATCH ${uc}/recipients/fenced`, {
          ip_access_list: { allowed_ip_addresses: ['203.0.113.7'] },
        });
        const refused = await list(bearerToken);
        expect([refused.status, refused.json.errorCode]).toEqual([403, 'PERMISSION_DENIED']);
        const trail = await test.admin('GET /api/2.0/boathouse/audit?recipient_name=fenced&max_results=1');
        expect(trail.json.records[0]).toMatchObject({
          response: { status_code: 403 },
          action_name: 'deltaSharingListShares',
        });
      });

      it('lose everything when they are deleted', async () => {
        const { json } = await create('gone');
        const { bearerToken } = (await download(json.activation_url)).json;
        await test.admin(`DELETE ${uc}/recipients/gone`);
        expect((await list(bearerToken)).status).toBe(401);
        expect((await test.admin(`GET ${uc}/recipients/gone`)).json.error_code).toBe('RECIPIENT_DOES_NOT_EXIST');
      });
    });

    describe('grants', () => {
      beforeAll(async () => {
        await test.admin(`POST ${uc}/shares`, { name: 'granted' });
        await test.admin(`POST ${uc}/recipients`, { name: 'reader', authentication_type: 'TOKEN' });
      });
      const change = (changes: object[]) => test.admin(`PATCH ${uc}/shares/granted/permissions`, { changes });

      it('are added and removed, twice without harm, and seen from both sides', async () => {
        for (let twice = 0; twice < 2; twice += 1) {
          const { json } = await change([{ principal: 'reader', add: ['SELECT'] }]);
          expect(json.privilege_assignments).toEqual([{ principal: 'reader', privileges: ['SELECT'] }]);
        }
        expect((await test.admin(`GET ${uc}/recipients/reader/share-permissions`)).json.permissions_out).toEqual([
          { share_name: 'granted', privilege_assignments: [{ principal: 'reader', privileges: ['SELECT'] }] },
        ]);
        for (let twice = 0; twice < 2; twice += 1) {
          expect((await change([{ principal: 'reader', remove: ['SELECT'] }])).json).toEqual({
            privilege_assignments: [],
          });
        }
      });

      it('are seen page by page, from both sides', async () => {
        const names = ['page_a', 'Page_b', 'page_c'];
        for (const name of names) {
          await test.admin(`POST ${uc}/recipients`, { name });
          await test.admin(`POST ${uc}/shares`, { name });
        }
        const add = ['SELECT'];
        await change(names.map(principal => ({ principal, add })));
        for (const name of names) {
          const changes = [{ principal: 'page_a', add }];
          await test.admin(`PATCH ${uc}/shares/${name}/permissions` as 'PATCH /', { changes });
        }
        const pages = async (path: string): Promise<string[]> => {
          const texts: string[] = [];
          for (let token: string | undefined = ''; token !== undefined; ) {
            const { text, json } = await test.admin(`GET ${uc}/${path}?max_results=2&page_token=${token}` as 'GET /');
            texts.push(text.replace(/"next_page_token":"[^"]*"/, ''));
            token = json.next_page_token;
          }
          return texts.map(text => [...text.matchAll(/page_[abc]|granted/gi)].join(' '));
        };
        expect(await pages('shares/granted/permissions')).toEqual(['page_a Page_b', 'page_c']);
        expect((await test.admin(`GET ${uc}/shares/granted/permissions`)).json.privilege_assignments).toHaveLength(3);
        expect(await pages('recipients/page_a/share-permissions')).toEqual([
          'granted page_a page_a page_a',
          'Page_b page_a page_c page_a',
        ]);
        await change(names.map(principal => ({ principal, remove: add })));
      });

      it('are refused for unknown recipients, other privileges and contradictions, and then nothing changes', async () => {
        const add = { principal: 'reader', add: ['SELECT'] };
        expect((await change([add, { principal: 'nobody', add: ['SELECT'] }])).status).toBe(404);
        expect((await change([add, { principal: 'reader', add: ['MODIFY'] }])).status).toBe(400);
        const both = await change([{ principal: 'reader', add: ['SELECT'], remove: ['SELECT'] }]);
        expect(both.json.message).toBe('Duplicate privileges to add and delete for principal reader.');
        expect((await test.admin(`GET ${uc}/shares/granted/permissions`)).json.privilege_assignments).toEqual([]);
      });
    });

    it('leaves an audit record of every change, without secrets', async () => {
      await test.admin(`POST ${uc}/recipients`, { name: 'audited', authentication_type: 'TOKEN' });
      const link = (await test.admin(`GET ${uc}/recipients/audited`)).json.activation_url;
      const code = link.slice(link.indexOf('?') + 1);
      const bearerToken = await activate(test, link);
      const { records } = (await test.admin('GET /api/2.0/boathouse/audit?max_results=2')).json;
      expect(records).toMatchObject([
        {
          action_name: 'retrieveRecipientToken',
          service_name: 'unityCatalog',
          request_params: { recipient_name: 'audited' },
          response: { status_code: 200 },
        },
        {
          action_name: 'createRecipient',
          user_identity: { email: 'admin@localhost' },
          request_params: { name: 'audited' },
        },
      ]);
      const everything = JSON.stringify(
        await test.workspace.database.read.selectFrom('audit_log').selectAll().execute(),
      );
      expect(everything).not.toContain(code);
      expect(everything).not.toContain(bearerToken);
      const tokens = JSON.stringify(
        await test.workspace.database.read.selectFrom('recipient_tokens').selectAll().execute(),
      );
      expect(tokens).not.toContain(code);
      expect(tokens).not.toContain(bearerToken);
    });
  });
});
