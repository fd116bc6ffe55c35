import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AwsServer, startAws } from '../../test-services/aws-sessions.ts';
import type { Config } from '../config.ts';
import { engines } from '../testing/engines.ts';
import { onboard } from '../testing/onboard.ts';
import { openTestWorkspace, type TestWorkspace } from '../testing/test-workspace.ts';

const uc = '/api/2.1/unity-catalog';
const volume = 'delta-sharing/shares/drop/schemas/default/volumes/files';

const permit = async (test: TestWorkspace, action: 'add' | 'remove'): Promise<void> => {
  const changes = [{ principal: 'acme', [action]: ['SELECT'] }];
  expect((await test.admin(`PATCH ${uc}/shares/drop/permissions`, { changes })).status).toBe(200);
};

/** Shares a volume at a location with the recipient `acme`, and gives their token. */
const shareVolume = async (test: TestWorkspace, storage_location: string): Promise<string> => {
  const fields = { catalog_name: 'main', schema_name: 'default', name: 'files', volume_type: 'EXTERNAL' };
  const made = await test.admin(`POST ${uc}/volumes`, { ...fields, storage_location });
  expect(made.status, made.text).toBe(200);
  await test.admin(`POST ${uc}/shares`, { name: 'drop' });
  const data_object = { name: 'main.default.files', data_object_type: 'VOLUME' };
  await test.admin(`PATCH ${uc}/shares/drop`, { updates: [{ action: 'ADD', data_object }] });
  return onboard(test, 'acme', 'drop');
};

const lastRecord = async (test: TestWorkspace) =>
  (await test.admin('GET /api/2.0/boathouse/audit?max_results=1')).json.records[0];

const files = ['2024/may/a.csv', '2024/may.csv', '2024/june/ü b+c%20.csv', 'read me.txt'];
const inOrder = ['2024/june/ü b+c%20.csv', '2024/may.csv', '2024/may/a.csv', 'read me.txt'];

describe.each(engines)('a shared volume in a local folder on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let test: TestWorkspace;
    let token: string;
    let folder: string;

    const list = (query = '') => test.call(`GET /${volume}/files${query}` as 'GET /', { token });
    const pathsOf = ({ json }: { json: { items: { path: string }[] } }) => json.items.map(({ path }) => path);
    const fetchUrl = (url: string, headers: Record<string, string> = {}) => {
      const { pathname, search } = new URL(url);
      return test.call(`GET ${pathname}${search}` as 'GET /', { headers });
    };

    beforeAll(async () => {
      test = await openTestWorkspace(engine, { directory_access: true });
      folder = join(test.workspace.config.data, 'warehouse', 'files');
      for (const path of files) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), `the body of ${path}`);
      }
      writeFileSync(join(folder, '..', 'secret'), 'of somebody else');
      symlinkSync(join(folder, '..', 'secret'), join(folder, 'link'));
      token = await shareVolume(test, `file://${folder}`);
    });
    beforeEach(() => permit(test, 'add'));
    afterAll(() => test.close());

    it('lists its files at any depth, each with a URL that reads it, whole or in part', async () => {
      const { status, json } = await list();
      expect([status, pathsOf({ json })]).toEqual([200, inOrder]);
      for (const { path, size, modificationTime, url, expirationTimestamp } of json.items) {
        const body = `the body of ${path}`;
        expect(size).toBe(Buffer.byteLength(body));
        expect(Math.abs(modificationTime - Date.now())).toBeLessThan(60_000);
        expect(expirationTimestamp).toBeGreaterThan(Date.now());
        expect(await fetchUrl(url)).toMatchObject({ status: 200, text: body });
        expect(await fetchUrl(url, { range: 'bytes=4-7' })).toMatchObject({ status: 206, text: 'body' });
      }
    });

    it.each([
      ['2024', inOrder.slice(0, 3)],
      ['2024/may/', ['2024/may/a.csv']],
      ['2024/ma', []],
      ['none', []],
    ])('lists what is below %s', async (path, expected) => {
      expect(pathsOf(await list(`?path=${path}`))).toEqual(expected);
    });

    it('lists page by page', async () => {
      const paths: string[] = [];
      for (let next = ''; next !== 'end'; ) {
        const { json } = await list(`?path=2024&maxResults=2${next}`);
        paths.push(...pathsOf({ json }));
        next = json.nextPageToken === undefined ? 'end' : `&pageToken=${encodeURIComponent(json.nextPageToken)}`;
      }
      expect(paths).toEqual(inOrder.slice(0, 3));
      const { nextPageToken } = (await list('?path=2024&maxResults=2')).json;
      expect((await list(`?pageToken=${encodeURIComponent(nextPageToken)}`)).status).toBe(400);
      expect((await list('?maxResults=0')).json).toEqual({ items: [], nextPageToken: expect.any(String) });
    });

    it.each(['..', '../files2', '2024/../../secret', '/etc', './2024', 'a//b', 'a%00b', 'a%0Ab', 'file:///etc'])(
      'refuses to look at %s',
      async path => {
        const { status, json } = await list(`?path=${path}`);
        expect([status, json.errorCode]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
        expect(json.message).toMatch(/^Field 'path' (has|is) .*It must be a folder below the root of the volume/);
      },
    );

    it('is in the audit trail, with what was listed and without any URL', async () => {
      const { json } = await list('?path=2024');
      const record = await lastRecord(test);
      expect(record).toMatchObject({
        action_name: 'deltaSharingListVolumeFiles',
        recipient_name: 'acme',
        request_params: { share_name: 'drop', schema: 'default', volume: 'files', path: '2024', files: '3' },
      });
      expect(JSON.stringify(record)).not.toContain(new URL(json.items[0].url).pathname);
    });

    it('takes URLs back with the grant, and with what the owner may read', async () => {
      const { url } = (await list()).json.items[0];
      await permit(test, 'remove');
      const revoked = await fetchUrl(url);
      expect([revoked.status, revoked.text]).toEqual([403, expect.stringContaining('The URL was revoked')]);
      expect((await list()).status).toBe(404);
      await permit(test, 'add');
      expect((await fetchUrl(url)).status).toBe(200);
      await test.addUser(`poor-${engine}@example.com`);
      await test.admin(`PATCH ${uc}/shares/drop`, { owner: `poor-${engine}@example.com` });
      expect([(await fetchUrl(url)).status, (await list()).status]).toEqual([403, 404]);
      expect((await test.admin(`PATCH ${uc}/shares/drop`, { owner: 'admin@localhost' })).status).toBe(200);
      expect((await fetchUrl(url)).status).toBe(200);
    });

    it('has URLs that end, and that are refused once altered', async () => {
      const { url } = (await list()).json.items[0];
      const reversed = (mac: string) => [...mac].toReversed().join('');
      const altered = url.replace(
        /\.([\w-]+)\/([^/]*)$/,
        (_: string, mac: string, name: string) => `.${reversed(mac)}/${name}`,
      );
      expect(altered).not.toBe(url);
      expect((await fetchUrl(altered)).status).toBe(403);
      test.passTime(2 * 60 * 60 * 1000);
      expect((await fetchUrl(url)).text).toContain('The URL has expired');
      expect((await fetchUrl((await list()).json.items[0].url)).status).toBe(200);
    });

    it('has no credentials, and says what there is instead', async () => {
      const { status, json } = await test.call(`POST /${volume}/temporary-volume-credentials`, { token, body: {} });
      expect([status, json.errorCode, json.message]).toEqual([
        400,
        'INVALID_PARAMETER_VALUE',
        "Volume 'drop.default.files' cannot be read by credentials. List its files: each comes with a URL.",
      ]);
    });

    it('is empty while its folder is gone, and tells nothing of where that was when it became a link', async () => {
      rmSync(folder, { recursive: true });
      expect((await list()).json).toEqual({ items: [] });
      symlinkSync('/etc', folder);
      const { status, text, headers } = await list();
      expect([status, text]).toEqual([400, expect.stringContaining("The storage of volume 'drop.default.files'")]);
      expect(text).toContain(String(headers['x-request-id']));
      expect(text).not.toContain(folder);
    });
  });
});

describe('a shared volume in a bucket', () => {
  let aws: AwsServer;
  let test: TestWorkspace;
  let token: string;

  const open = async (settings: Partial<Config>): Promise<void> => {
    const { endpoint, region, roleArn, externalId } = aws;
    const key = { access_key_id: aws.accessKeyId, secret_access_key: aws.secretAccessKey };
    const role = { role_arn: roleArn, external_id: externalId };
    test = await openTestWorkspace('sqlite', {
      s3: [{ location: 's3://shared', endpoint, region, ...key, ...role }],
      ...settings,
    });
    token = await shareVolume(test, 's3://shared/files/');
  };
  const vend = () => test.call(`POST /${volume}/temporary-volume-credentials`, { token, body: {} });

  beforeAll(async () => {
    aws = await startAws('shared');
    for (const path of [...files, 'a//b', '../files2/x'])
      aws.objects.set(`files/${path}`, { body: Buffer.from(`the body of ${path}`), time: new Date() });
    aws.objects.set('files2/secret', { body: Buffer.from('of somebody else'), time: new Date() });
    await open({ directory_access: true });
  });
  afterAll(async () => {
    await test?.close();
    await aws?.stop();
  });

  it('gives credentials that reach its folder and nothing beside it', async () => {
    const { status, json } = await vend();
    const { awsTempCredentials: credentials, expirationTime, ...others } = json;
    expect([status, others]).toEqual([200, {}]);
    expect(Math.abs(expirationTime - Date.now() - 3_600_000)).toBeLessThan(10_000);
    const { region, endpoint } = aws;
    const client = new S3Client({ region, endpoint, forcePathStyle: true, credentials });
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: 'shared', Prefix: 'files/2024/' }));
    expect(Contents).toHaveLength(3);
    const { Body } = await client.send(new GetObjectCommand({ Bucket: 'shared', Key: 'files/2024/may.csv' }));
    expect(await Body?.transformToString()).toBe('the body of 2024/may.csv');
    const beside = new GetObjectCommand({ Bucket: 'shared', Key: 'files2/secret' });
    await expect(client.send(beside)).rejects.toThrow('of the double');
    const record = await lastRecord(test);
    expect(record).toMatchObject({
      action_name: 'deltaSharingGenerateTemporaryVolumeCredential',
      recipient_name: 'acme',
      request_params: { share_name: 'drop', volume: 'files', credential_expiration_time: String(expirationTime) },
    });
    for (const secret of Object.values<string>(credentials)) expect(JSON.stringify(record)).not.toContain(secret);
  });

  it('lists its files with URLs of the store, without names that no folder could have', async () => {
    const { status, json } = await test.call(`GET /${volume}/files` as 'GET /', { token });
    expect([status, json.items.map(({ path }: { path: string }) => path)]).toEqual([200, inOrder]);
    for (const { path, url } of json.items) {
      expect(url).toMatch(new RegExp(`^${aws.endpoint}/`));
      const answer = await fetch(url);
      expect([answer.status, await answer.text()]).toEqual([200, `the body of ${path}`]);
    }
  });

  it('gives no credentials any more when its grant is taken back', async () => {
    await permit(test, 'remove');
    expect((await vend()).status).toBe(404);
    await permit(test, 'add');
  });

  it('gives none unless the setting says so', async () => {
    await test.close();
    await open({ directory_access: false });
    const { status, json } = await vend();
    expect([status, json.message]).toEqual([400, expect.stringMatching(/cannot be read by credentials\. List its/)]);
  });
});
