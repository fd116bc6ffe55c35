import { beforeEach, describe, expect, it } from 'vitest';
import { expectNeeds, lists, type Need, type Row, rows } from '../testing/authorization.ts';
import { engines } from '../testing/engines.ts';
import { activate } from '../testing/onboard.ts';
import type { TestWorkspace } from '../testing/test-workspace.ts';
import { tryRows, useBox } from '../testing/use-box.ts';

const uc = '/api/2.1/unity-catalog';

const onMetastore = (privilege: string): Need => `${privilege} on metastore/boathouse`;
const ownShare = 'own shares/box';
const ownRecipient = 'own recipients/box';
const setter = [onMetastore('USE_SHARE'), onMetastore('SET_SHARE_PERMISSION')];
const reading: readonly Need[] = [
  ...(['USE_CATALOG on catalog/box', 'USE_SCHEMA on schema/box.in', 'SELECT on table/box.in.toys'] as const),
];

const permissions = (change: string) => ({ changes: [{ principal: 'box', [change]: ['SELECT'] }] });
const addTable = { updates: [{ action: 'ADD', data_object: { name: 'box.in.toys', data_object_type: 'TABLE' } }] };
const addSchema = { updates: [{ action: 'ADD', data_object: { name: 'box.in', data_object_type: 'SCHEMA' } }] };
const granting = [
  [ownShare, ownRecipient],
  [ownShare, onMetastore('USE_RECIPIENT')],
  [...setter, ownRecipient],
  [...setter, onMetastore('USE_RECIPIENT')],
] as const;

const ways: readonly Row[] = [
  { call: `POST ${uc}/shares`, body: { name: 'new' }, needs: [onMetastore('CREATE_SHARE')] },
  ...['shares/box', 'shares/box/permissions', 'permissions/share/box'].flatMap(path =>
    rows([[ownShare], [onMetastore('USE_SHARE')]], { call: `GET ${uc}/${path}` }),
  ),
  ...rows([[ownShare], [onMetastore('USE_SHARE')]], { call: `GET ${uc}/shares`, isAllowed: lists('shares', 'box') }),
  { call: `PATCH ${uc}/shares/box`, body: { comment: 'x' }, needs: [ownShare] },
  { call: `PATCH ${uc}/shares/box`, body: { new_name: 'new' }, needs: [ownShare, onMetastore('CREATE_SHARE')] },
  ...rows([[ownShare], setter], { call: `PATCH ${uc}/shares/box`, body: { owner: 'ada@example.com' } }),
  { call: `PATCH ${uc}/shares/box`, body: addTable, needs: [ownShare, ...reading] },
  {
    call: `PATCH ${uc}/shares/box`,
    body: addSchema,
    needs: [ownShare, 'USE_CATALOG on catalog/box', 'USE_SCHEMA on schema/box.in', 'SELECT on schema/box.in'],
  },
  {
    call: `PATCH ${uc}/shares/box`,
    body: addSchema,
    needs: [ownShare, 'USE_CATALOG on catalog/box', 'own schemas/box.in'],
  },
  {
    call: `PATCH ${uc}/shares/box`,
    body: addTable,
    needs: [ownShare, 'USE_CATALOG on catalog/box', 'USE_SCHEMA on catalog/box', 'SELECT on catalog/box'],
  },
  {
    call: `PATCH ${uc}/shares/box`,
    body: addTable,
    needs: [ownShare, 'own catalogs/box', 'own schemas/box.in', 'own tables/box.in.toys'],
  },
  { call: `PATCH ${uc}/shares/box`, body: addTable, needs: [ownShare, 'ALL_PRIVILEGES on catalog/box'] },
  ...['shares/box/permissions', 'permissions/share/box'].flatMap(path => [
    ...rows(granting, { call: `PATCH ${uc}/${path}`, body: permissions('add') }),
    ...rows([[ownShare], setter], { call: `PATCH ${uc}/${path}`, body: permissions('remove') }),
  ]),
  { call: `DELETE ${uc}/shares/box`, needs: [ownShare] },

  { call: `POST ${uc}/recipients`, body: { name: 'new' }, needs: [onMetastore('CREATE_RECIPIENT')] },
  ...['recipients/box', 'recipients/box/share-permissions', 'permissions/recipient/box'].flatMap(path =>
    rows([[ownRecipient], [onMetastore('USE_RECIPIENT')]], { call: `GET ${uc}/${path}` }),
  ),
  ...rows([[ownRecipient], [onMetastore('USE_RECIPIENT')]], {
    call: `GET ${uc}/recipients`,
    isAllowed: lists('recipients', 'box'),
  }),
  { call: `PATCH ${uc}/recipients/box`, body: { comment: 'x' }, needs: [ownRecipient] },
  { call: `PATCH ${uc}/recipients/box`, body: { owner: 'account users' }, needs: [ownRecipient] },
  {
    call: `PATCH ${uc}/recipients/box`,
    body: { new_name: 'new' },
    needs: [ownRecipient, onMetastore('CREATE_RECIPIENT')],
  },
  { call: `POST ${uc}/recipients/box/rotate-token`, body: {}, needs: [ownRecipient] },
  { call: `DELETE ${uc}/recipients/box`, needs: [ownRecipient] },
];

describe.each(engines)('in sharing on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    const box = useBox(engine);
    let test: TestWorkspace;
    beforeEach(() => {
      test = box.test();
    });
    tryRows(box, ways);

    /** Shares `box.in.toys` with `box`, and gives the recipient's token. */
    const share = async (): Promise<string> => {
      await test.admin(`PATCH ${uc}/shares/box`, addTable);
      await test.admin(`PATCH ${uc}/shares/box/permissions`, permissions('add'));
      return activate(test, (await test.admin(`GET ${uc}/recipients/box`)).json.activation_url);
    };

    it.each(['user', 'member'] as const)(
      'the owner of a share, a %s, lets recipients read what they may read',
      async who => {
        const owner = box.holder(who);
        const token = await share();
        await test.admin(`PATCH ${uc}/shares/box`, { owner: owner.name });
        const list = '/delta-sharing/shares/box/all-tables';
        const isActive = async () => (await test.admin(`GET ${uc}/shares/box`)).json.objects[0].status === 'ACTIVE';
        expect((await test.call(`GET ${list}`, { token })).json.items).toEqual([]);
        expect(await isActive()).toBe(false);
        const reader = { ...owner, token };
        for (const call of [
          `GET /delta-sharing/shares/box/schemas/in/tables`,
          `GET /delta-sharing/shares/box/schemas/in/tables/toys/metadata`,
        ] as const) {
          const isAllowed = ({ status }: { status: number }) => status === 200;
          await expectNeeds(test, reader, { call, needs: reading, isAllowed });
        }
        expect((await test.call(`GET ${list}`, { token })).json.items).toHaveLength(1);
        expect(await isActive()).toBe(true);
      },
    );

    it('a share shows nothing of an owner who is deactivated or deleted', async () => {
      const token = await share();
      const { name } = box.holder('user');
      await test.admin(`PATCH ${uc}/shares/box`, { owner: name });
      const changes = [{ principal: name, add: ['ALL_PRIVILEGES'] }];
      await test.admin(`PATCH ${uc}/permissions/catalog/box`, { changes });
      const status = async () =>
        (await test.call('GET /delta-sharing/shares/box/schemas/in/tables/toys/metadata', { token })).status;
      expect(await status()).toBe(200);
      const setActive = (active: number) =>
        test.workspace.database.write(transaction =>
          transaction.updateTable('principals').set({ active }).where('name', '=', name).execute(),
        );
      await setActive(0);
      expect(await status()).toBe(404);
      await setActive(1);
      expect(await status()).toBe(200);
      await test.workspace.database.write(transaction =>
        transaction.updateTable('shares').set({ owner: 'nobody@example.com' }).execute(),
      );
      expect(await status()).toBe(404);
    });

    it('a share of everybody shows what everybody may read', async () => {
      const token = await share();
      expect((await test.admin(`PATCH ${uc}/shares/box`, { owner: 'Account Users' })).json.owner).toBe('account users');
      const tables = async () =>
        (await test.call('GET /delta-sharing/shares/box/all-tables', { token })).json.items.length;
      expect(await tables()).toBe(0);
      const grant = (principal: string, add: readonly string[]) =>
        test.admin(`PATCH ${uc}/permissions/catalog/box`, { changes: [{ principal, add }] });
      await grant('users', ['SELECT', 'USE_SCHEMA']);
      expect(await tables()).toBe(0);
      await grant('account users', ['USE_CATALOG']);
      expect(await tables()).toBe(1);
    });

    it('metastore administrators do what they always did, and no more', async () => {
      await test.admin(`PATCH ${uc}/shares/box`, { owner: 'ada@example.com' });
      await test.admin(`PATCH ${uc}/recipients/box`, { owner: 'ada@example.com' });
      const status = async (line: `${string} /${string}`, body?: object) => (await test.admin(line, body)).status;
      expect(await status(`GET ${uc}/shares/box`)).toBe(200);
      expect(await status(`PATCH ${uc}/shares/box`, { comment: 'x' })).toBe(403);
      expect(await status(`PATCH ${uc}/shares/box`, addTable)).toBe(403);
      expect(await status(`DELETE ${uc}/shares/box`)).toBe(403);
      expect(await status(`PATCH ${uc}/recipients/box`, { comment: 'x' })).toBe(200);
      expect(await status(`PATCH ${uc}/recipients/box`, { new_name: 'y' })).toBe(403);
      expect(await status(`POST ${uc}/recipients/box/rotate-token`, {})).toBe(403);
      expect(await status(`DELETE ${uc}/recipients/box`)).toBe(403);
      expect(await status(`PATCH ${uc}/shares/box`, { owner: 'admin@localhost' })).toBe(200);
    });
  });
});
