import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../test-services/free-port.ts';
import { completeConfig } from '../config.ts';
import { currentTokenKey } from '../identity/oauth/token-keys.ts';
import { engines } from '../testing/engines.ts';
import { addSecret, addServicePrincipal, askToken } from '../testing/oauth.ts';
import { openTestWorkspace, sampleTables, type TestWorkspace } from '../testing/test-workspace.ts';
import type { PeerSetting } from './peer-setting.ts';
import { signPeerToken } from './peers.ts';

const uc = '/api/2.1/unity-catalog';

describe.each(engines)('two workspaces on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let giver: TestWorkspace;
    let taker: TestWorkspace;
    let takerId: string;
    const giverPeers: PeerSetting[] = [];
    const takerPeers: PeerSetting[] = [];

    const open = async (peers: PeerSetting[]): Promise<TestWorkspace> => {
      const port = await freePort();
      const test = await openTestWorkspace(engine, { public_url: `http://127.0.0.1:${port}`, peers });
      await test.app.listen({ port, host: '127.0.0.1' });
      return test;
    };
    const peerOf = async (test: TestWorkspace) => ({
      url: test.workspace.publicUrl(),
      metastore_id: (await test.admin(`GET ${uc}/metastore_summary`)).json.global_metastore_id as string,
    });
    const providersOf = async (test: TestWorkspace) => (await test.admin(`GET ${uc}/providers`)).json.providers;
    const list = (token: string) => giver.call('GET /delta-sharing/shares', { token });

    beforeAll(async () => {
      [giver, taker] = [await open(giverPeers), await open(takerPeers)];
      // The ids are made by the first start: whoever administers the two writes them down for the second one.
      const peer = await peerOf(taker);
      takerId = peer.metastore_id;
      giverPeers.push({ ...peer, name: 'taker' });
      takerPeers.push({ ...(await peerOf(giver)), name: 'giver' });
      await giver.admin(`POST ${uc}/tables`, {
        ...{ name: 'flights', catalog_name: 'main', schema_name: 'default', table_type: 'EXTERNAL' },
        ...{ data_source_format: 'DELTA', storage_location: `file://${sampleTables}/flights` },
      });
      await giver.admin(`POST ${uc}/shares`, { name: 'travel' });
      await giver.admin(`PATCH ${uc}/shares/travel`, {
        updates: [{ action: 'ADD', data_object: { name: 'main.default.flights', data_object_type: 'TABLE' } }],
      });
    });
    afterAll(async () => {
      await giver.close();
      await taker.close();
    });

    it('know nothing of each other until one makes the other a recipient', async () => {
      await taker.workspace.scheduler.run('peer-providers');
      expect(await providersOf(taker)).toEqual([]);
      const { status, json } = await list(
        await signPeerToken(taker.workspace, `${giver.workspace.publicUrl()}/delta-sharing`),
      );
      expect([status, json.message]).toEqual([401, expect.stringContaining('a metastore that is no recipient here')]);
    });

    it('share by sharing identifier: the provider appears by itself, with its shares and their tables', async () => {
      await giver.admin(`POST ${uc}/recipients`, { name: 'partner', data_recipient_global_metastore_id: takerId });
      await giver.admin(`PATCH ${uc}/shares/travel/permissions`, {
        changes: [{ principal: 'partner', add: ['SELECT'] }],
      });
      taker.passTime(61_000);
      await taker.workspace.scheduler.run('peer-providers');
      await taker.workspace.scheduler.run('peer-providers');
      const giverId = (await peerOf(giver)).metastore_id;
      expect(await providersOf(taker)).toEqual([
        expect.objectContaining({
          ...{
            name: 'giver',
            authentication_type: 'DATABRICKS',
            owner: 'admin@localhost',
            cloud: 'aws',
            region: 'us-west-2',
          },
          ...{ data_provider_global_metastore_id: giverId, metastore_id: giverId.split(':')[2] },
        }),
      ]);
      expect((await taker.admin(`GET ${uc}/providers/giver/shares`)).json).toEqual({ shares: [{ name: 'travel' }] });
      const { json } = await taker.admin('GET /api/2.1/data-sharing/providers/giver/shares/travel');
      expect(json.tables).toMatchObject([{ name: 'flights', schema: 'default', share: 'travel' }]);
      const [record] = (await giver.admin('GET /api/2.0/boathouse/audit?recipient_name=partner&max_results=1')).json
        .records;
      expect(record.response.status_code).toBe(200);
      const found = (await taker.admin('GET /api/2.0/boathouse/audit?max_results=50')).json.records.filter(
        ({ action_name }: { action_name: string }) => action_name === 'createProvider',
      );
      expect(found).toHaveLength(1);
    });

    it('give a provider that appeared no profile', async () => {
      const profile = JSON.stringify({ shareCredentialsVersion: 1, endpoint: 'https://x', bearerToken: 'y' });
      const { status, json } = await taker.admin(`PATCH ${uc}/providers/giver`, { recipient_profile_str: profile });
      expect([status, json.message]).toEqual([400, expect.stringContaining('has no profile')]);
    });

    it('believe only what the other one signed for this purpose, and for itself', async () => {
      const endpoint = `${giver.workspace.publicUrl()}/delta-sharing`;
      const sign = async (
        by: TestWorkspace,
        change: { issuer?: string; subject?: string; audience?: string; seconds?: number },
      ) => {
        const { id, key } = await currentTokenKey(by.workspace);
        return new SignJWT({})
          .setProtectedHeader({ alg: 'RS256', kid: id, typ: 'JWT' })
          .setIssuer(change.issuer ?? `${taker.workspace.publicUrl()}/oidc`)
          .setSubject(change.subject ?? takerId)
          .setAudience(change.audience ?? endpoint)
          .setIssuedAt()
          .setExpirationTime(new Date(Date.now() + (change.seconds ?? 300) * 1000))
          .sign(key);
      };
      const principal = await addServicePrincipal(taker);
      const fields = { grant_type: 'client_credentials', scope: 'all-apis', client_id: principal.applicationId };
      const access = await askToken(taker, { ...fields, client_secret: await addSecret(taker, principal) });
      const good = await sign(taker, {});
      expect((await list(good)).status).toBe(200);
      const refused = {
        'signed by another workspace': await sign(giver, {}),
        'of an issuer that is no peer': await sign(taker, { issuer: 'http://127.0.0.1:8/oidc' }),
        'for another metastore': await sign(taker, { subject: 'aws:us-west-2:6f1f7c1e-0000-4000-8000-000000000001' }),
        'for another workspace': await sign(taker, { audience: `${taker.workspace.publicUrl()}/delta-sharing` }),
        'that has expired': await sign(taker, { seconds: -120 }),
        'of a principal of the other workspace': access.json.access_token,
      };
      for (const [what, token] of Object.entries(refused))
        expect([what, (await list(token)).status]).toEqual([what, 401]);
      for (const workspace of [giver, taker]) {
        const { status } = await workspace.call('GET /api/2.0/preview/scim/v2/Me', { token: good });
        expect(status).toBe(403);
      }
    });

    it('end it at the next request, when the recipient is deleted', async () => {
      const token = await signPeerToken(taker.workspace, `${giver.workspace.publicUrl()}/delta-sharing`);
      await giver.admin(`DELETE ${uc}/recipients/partner`);
      expect((await list(token)).status).toBe(401);
      taker.passTime(61_000);
      const { status, json } = await taker.admin(`GET ${uc}/providers/giver/shares`);
      expect([status, json.error_code]).toEqual([400, 'INVALID_STATE']);
      expect(json.message).toContain('refuses the credential');
    });

    it('may be one: who shares with its own metastore is its own provider at once', async () => {
      const { metastore_id: identifier } = await peerOf(giver);
      await giver.admin(`POST ${uc}/recipients`, { name: 'self', data_recipient_global_metastore_id: identifier });
      await giver.admin(`PATCH ${uc}/shares/travel/permissions`, { changes: [{ principal: 'self', add: ['SELECT'] }] });
      const [own] = await providersOf(giver);
      expect(own).toMatchObject({ authentication_type: 'DATABRICKS', data_provider_global_metastore_id: identifier });
      expect((await giver.admin(`GET ${uc}/providers/${own.name}/shares`)).json).toEqual({
        shares: [{ name: 'travel' }],
      });
    });

    it('are not told apart by a setting that is wrong', () => {
      const metastore_id = 'aws:us-west-2:6f1f7c1e-0000-4000-8000-000000000001';
      const peer = { url: 'https://a.example.com', metastore_id };
      for (const [peers, message] of [
        [[{ ...peer, url: 'http://a.example.com' }], 'peers.0 url must be an https URL'],
        [[{ ...peer, metastore_id: 'aws' }], 'peers.0 metastore_id must be of the form'],
        [[peer, { ...peer, url: 'https://b.example.com' }], 'peers.1 names a workspace a second time'],
        [[{ ...peer, name: 'a b' }], 'peers.0.name'],
      ] as const) {
        expect(() => completeConfig({ peers })).toThrow(message);
      }
    });
  });
});
