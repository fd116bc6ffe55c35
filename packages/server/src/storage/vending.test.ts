import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AwsServer, startAws } from '../../test-services/aws-sessions.ts';
import { type GcsServer, startGcs } from '../../test-services/gcs.ts';
import { startDouble, xmlError } from '../../test-services/http-double.ts';
import { isActionAllowed } from '../../test-services/session-policy.ts';
import type { GcsSettings } from './gcs-settings.ts';
import { formatLocation, parseLocation } from './location.ts';
import { locationOpener, type StorageConfig } from './open-location.ts';
import { s3SessionPolicy } from './s3-session-policy.ts';
import type { S3Settings } from './s3-settings.ts';
import type { VendOptions } from './temporary-credentials.ts';

const open = (location: string, settings: Partial<StorageConfig>) =>
  locationOpener({ local_roots: [], s3: [], azure_storage: [], gcs: [], ...settings })(location);

const holder = '6b3f1c52-5f3c-4b52-8c8a-3f8e7f6f0001';
const read: VendOptions = { operation: 'READ', seconds: 3600, holder };

/** Whether a time is so many seconds from now, give or take a few. */
const isIn = (time: number, seconds: number) => Math.abs(time - Date.now() - seconds * 1000) < 5_000;

describe('an S3 store with a role', () => {
  let aws: AwsServer;
  let entry: S3Settings;
  const root = "lake/a b+c'é";

  beforeAll(async () => {
    aws = await startAws('shared');
    for (const name of [`${root}/t/part 0`, `${root}/t2/part`, `${root}/t`, 'other'])
      aws.objects.set(name, { body: Buffer.from(name), time: new Date() });
    entry = {
      location: 's3://shared',
      region: aws.region,
      endpoint: aws.endpoint,
      access_key_id: aws.accessKeyId,
      secret_access_key: aws.secretAccessKey,
      role_arn: aws.roleArn,
      external_id: aws.externalId,
    };
  });
  afterAll(() => aws?.stop());

  const storeOf = (more: Partial<S3Settings> = {}) => open(`s3://shared/${root}/t`, { s3: [{ ...entry, ...more }] });

  /** The official client with what was given away. */
  const clientBy = async (options: VendOptions) => {
    const given = await storeOf().vend(options);
    if (given.kind !== 'aws') throw new Error('not of AWS');
    const client = new S3Client({
      region: aws.region,
      endpoint: aws.endpoint,
      forcePathStyle: true,
      maxAttempts: 1,
      credentials: given,
    });
    const settled = (sent: Promise<unknown>) =>
      sent.then(
        () => 'allowed',
        (error: Error) => error.name,
      );
    return {
      given,
      get: (Key: string) => settled(client.send(new GetObjectCommand({ Bucket: 'shared', Key }))),
      put: (Key: string) => settled(client.send(new PutObjectCommand({ Bucket: 'shared', Key, Body: 'x' }))),
      list: async (Prefix?: string) => {
        try {
          const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: 'shared', Prefix }));
          return Contents.map(({ Key }) => Key);
        } catch (error) {
          return (error as Error).name;
        }
      },
    };
  };

  it('gives credentials that read and list the table, and nothing beside it', async () => {
    const { given, get, put, list } = await clientBy(read);
    expect(isIn(given.expiresAt, 3600)).toBe(true);
    expect(await get(`${root}/t/part 0`)).toBe('allowed');
    expect(await list(`${root}/t/`)).toEqual([`${root}/t/part 0`]);
    for (const key of [`${root}/t2/part`, `${root}/t`, 'other']) expect(await get(key), key).toBe('AccessDenied');
    for (const prefix of [undefined, '', `${root}/t`, `${root}/`, `${root}/t2/`, `${root}/%/`])
      expect(await list(prefix), prefix).toBe('AccessDenied');
    expect(await put(`${root}/t/new`)).toBe('AccessDenied');
  });

  it('gives credentials that write the table, and nothing beside it', async () => {
    const { get, put } = await clientBy({ ...read, operation: 'READ_WRITE' });
    expect(await put(`${root}/t/new`)).toBe('allowed');
    expect(await get(`${root}/t/new`)).toBe('allowed');
    expect(await put(`${root}/t2/new`)).toBe('AccessDenied');
  });

  it('asks for what AWS allows, and tells the end that AWS tells', async () => {
    expect(isIn((await storeOf().vend({ ...read, seconds: 60 })).expiresAt, 900)).toBe(true);
    expect(isIn((await storeOf().vend({ ...read, seconds: 1800.9 })).expiresAt, 1800)).toBe(true);
  });

  it.each<[string, Partial<S3Settings>, Partial<VendOptions>, RegExp]>([
    [
      'a wrong secret',
      { secret_access_key: 'wrong-5ecret' },
      {},
      /answered 403 SignatureDoesNotMatch\. Check role_arn/,
    ],
    [
      'a wrong external id',
      { external_id: 'x' },
      {},
      /Assuming the role arn:\S+ failed: \S+ answered 403 AccessDenied/,
    ],
    ['a life that the role does not allow', {}, { seconds: 9_999_999 }, /400 ValidationError\. .*sessions may last/],
    [
      'nobody who answers',
      { sts_endpoint: 'http://127.0.0.1:1' },
      {},
      /no answer from http:\/\/127\.0\.0\.1:1 \(ECONNREFUSED\)/,
    ],
  ])('says what to check after %s', async (_, more, options, message) => {
    const vend = storeOf(more).vend({ ...read, ...options });
    await expect(vend).rejects.toThrow(message);
    await expect(vend).rejects.not.toThrow('5ecret');
  });

  it('asks again when AWS says that it was asked too often, and then says to try later', async () => {
    let asked = 0;
    const double = await startDouble(() => {
      asked += 1;
      return xmlError(400, 'Throttling');
    });
    const vend = storeOf({ sts_endpoint: double.url }).vend(read);
    await expect(vend).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(asked).toBe(3);
    await double.stop();
  });

  it('gives none without a role, and says so', async () => {
    const { role_arn: _, external_id: __, ...roleless } = entry;
    const store = open('s3://shared/t', { s3: [roleless] });
    expect(store.canVend).toBe(false);
    await expect(store.vend(read)).rejects.toMatchObject({ code: 'CANNOT_VEND' });
    await expect(store.vend(read)).rejects.toThrow(/"?s3:\/\/shared\/t alone\. Add role_arn/);
  });
});

it('opens by a session policy exactly what begins with the prefix and a slash', () => {
  const text = fc.string({ unit: fc.constantFrom('$', ...'ab*?{}[].é%/'), minLength: 1, maxLength: 6 });
  const isPrefix = (prefix: string) => {
    try {
      return formatLocation(parseLocation(`s3://shared/${prefix}`)) === `s3://shared/${prefix}`;
    } catch {
      return false;
    }
  };
  fc.assert(
    fc.property(text.filter(isPrefix), text, (prefix, key) => {
      const at = { kind: 's3', bucket: 'shared', prefix } as const;
      const policy = JSON.parse(s3SessionPolicy(at, 'READ', { arn: 'arn:aws:iam::1:role/r', isOfAws: true }));
      for (const name of [key, `${prefix}/${key}`, prefix + key, prefix]) {
        const isBelow = name.startsWith(`${prefix}/`);
        const resource = `arn:aws:s3:::shared/${name}`;
        const get = { action: 's3:GetObject', resource, context: {} };
        const list = { action: 's3:ListBucket', resource: 'arn:aws:s3:::shared', context: { 's3:prefix': name } };
        expect(isActionAllowed(policy, get), name).toBe(isBelow);
        expect(isActionAllowed(policy, list), name).toBe(isBelow);
        expect(isActionAllowed(policy, { ...get, action: 's3:PutObject' })).toBe(false);
        const key = { action: 'kms:Decrypt', resource: 'arn:aws:kms:eu-central-1:1:key/k' };
        const by = (service: string) => ({
          ...key,
          context: { 'kms:ViaService': `${service}.eu-central-1.amazonaws.com` },
        });
        expect([isActionAllowed(policy, by('s3')), isActionAllowed(policy, by('sqs'))]).toEqual([true, false]);
      }
    }),
    { numRuns: 500 },
  );
});

it('names a bucket in the partition of the role', () => {
  const at = { kind: 's3', bucket: 'shared', prefix: '' } as const;
  const policy = s3SessionPolicy(at, 'READ', { arn: 'arn:aws-us-gov:iam::1:role/r', isOfAws: true });
  expect(policy).toContain('"arn:aws-us-gov:s3:::shared/*"');
  const ofOthers = s3SessionPolicy(at, 'READ', { arn: 'arn:minio:iam:::role/r', isOfAws: false });
  expect(ofOthers).toContain('"arn:aws:s3:::shared"');
  expect(ofOthers).not.toContain('kms:');
});

describe('a GCS store by a service account', () => {
  let gcs: GcsServer;
  let settings: GcsSettings;
  const root = "lake/it's a\\b";

  beforeAll(async () => {
    gcs = await startGcs(['shared', 'elsewhere']);
    const { endpoint, serviceAccount, tokenEndpoint, stsEndpoint } = gcs;
    const endpoints = { endpoint, token_endpoint: tokenEndpoint, sts_endpoint: stsEndpoint };
    settings = { location: 'gs://shared', service_account: serviceAccount, ...endpoints };
  });
  afterAll(() => gcs?.stop());

  const storeOf = (more: Partial<GcsSettings> = {}) =>
    open(`gs://shared/${root}/t`, { gcs: [{ ...settings, ...more }] });

  const requestBy = async (options: VendOptions) => {
    const given = await storeOf().vend(options);
    if (given.kind !== 'gcp') throw new Error('not of Google Cloud');
    const headers = { authorization: `Bearer ${given.oauthToken}` };
    const status = async (path: string, method = 'GET') => {
      const url = `${gcs.endpoint}/${path.split('/').map(encodeURIComponent).join('/')}`;
      return (await fetch(url, { method, headers, ...(method === 'PUT' ? { body: 'x' } : {}) })).status;
    };
    const list = async (prefix: string) =>
      (await fetch(`${gcs.endpoint}/shared?list-type=2&prefix=${encodeURIComponent(prefix)}`, { headers })).status;
    return { given, status, list };
  };

  it('gives tokens that read, list and write the table as asked, and nothing beside it', async () => {
    const writer = await requestBy({ ...read, operation: 'READ_WRITE' });
    expect(await writer.status(`shared/${root}/t/part 0`, 'PUT')).toBe(200);
    expect(await writer.status(`shared/${root}/t2/part`, 'PUT')).toBe(403);
    const { given, status, list } = await requestBy(read);
    // The token service says 3000 s, whatever is asked for.
    expect(isIn(given.expiresAt, 3000)).toBe(true);
    expect(await status(`shared/${root}/t/part 0`)).toBe(200);
    expect(await list(`${root}/t/`)).toBe(200);
    for (const path of [`shared/${root}/t2/part`, `shared/${root}/t`, 'shared/other', `elsewhere/${root}/t/part 0`])
      expect(await status(path), path).toBe(403);
    for (const prefix of ['', `${root}/t`, `${root}/t2/`]) expect(await list(prefix), prefix).toBe(403);
    expect(await status(`shared/${root}/t/part 0`, 'PUT')).toBe(403);
  });

  it('says what to check when no token is given, without what was sent', async () => {
    const stranger = createServer((_, response) => response.writeHead(400).end('{"error":"assertion 5ecret"}'));
    await new Promise<void>(resolve => stranger.listen(0, '127.0.0.1', resolve));
    const address = stranger.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/token`;
    const refused = storeOf({ token_endpoint: url }).vend(read);
    await expect(refused).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
    await expect(refused).rejects.toThrow(/gives no token for Google Cloud Storage: 400\. Check the service account/);
    await expect(refused).rejects.not.toThrow('5ecret');
    const unreachable = storeOf({ sts_endpoint: 'http://127.0.0.1:1' }).vend(read);
    await expect(unreachable).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    stranger.close();
  });

  it('gives none by an HMAC key, and says so', async () => {
    const store = open('gs://shared/t', {
      gcs: [{ location: 'gs://shared', access_key_id: 'a', secret_access_key: 'b' }],
    });
    expect(store.canVend).toBe(false);
    await expect(store.vend(read)).rejects.toThrow(
      /Use a service account in its storage credential or its entry of the setting gcs/,
    );
  });
});

describe('an Azure store', () => {
  const lake = 'abfss://lake@acme1.dfs.core.windows.net';
  const account_key = Buffer.alloc(64, 7).toString('base64');
  const storeAt = (path: string, more = {}) =>
    open(lake + path, { azure_storage: [{ location: lake, account_key, ...more }] });

  /** What Azure does with a signature of a directory: makes it again, of the directory that the depth cuts off a name. */
  const isAllowed = (sas: string, blob: string): boolean => {
    const query = new URLSearchParams(sas);
    const get = (name: string) => query.get(name) ?? '';
    const directory = blob
      .split('/')
      .slice(0, Number(get('sdd')))
      .join('/');
    const lines = [get('sp'), '', get('se'), `/blob/acme1/lake/${directory}`, '', '', get('spr'), get('sv'), get('sr')];
    const text = [...lines, '', '', '', '', '', '', ''].join('\n');
    const expected = createHmac('sha256', Buffer.from(account_key, 'base64')).update(text).digest('base64');
    return get('sr') === 'd' && get('sig') === expected && Date.parse(get('se')) > Date.now();
  };

  it('gives signatures of the directory of a table where the account has directories', async () => {
    const given = await storeAt('/warehouse/sales', { hierarchical_namespace: true }).vend(read);
    if (given.kind !== 'azure') throw new Error('not of Azure');
    expect(isIn(given.expiresAt, 3600)).toBe(true);
    expect(given.sasToken).toMatch(/&sr=d&sp=rl&sig=[^&]+&sdd=2$/);
    expect(Date.parse(new URLSearchParams(given.sasToken).get('se') ?? '')).toBe(given.expiresAt);
    for (const below of ['warehouse/sales/part-0', 'warehouse/sales/_delta_log/0.json', 'warehouse/sales'])
      expect(isAllowed(given.sasToken, below), below).toBe(true);
    for (const beside of ['warehouse/sales2/part-0', 'warehouse/other', 'sales/part-0', 'warehouse'])
      expect(isAllowed(given.sasToken, beside), beside).toBe(false);
    expect(isAllowed(given.sasToken.replace('sdd=2', 'sdd=1'), 'warehouse/other/x')).toBe(false);
  });

  it('gives signatures of a container that the table fills, with or without directories', async () => {
    const given = await storeAt('').vend({ ...read, operation: 'READ_WRITE' });
    expect(given).toMatchObject({ kind: 'azure', sasToken: expect.stringMatching(/&sr=c&sp=racwdl&sig=[^&]+$/) });
  });

  it('gives none for a part of a container without directories, and says so', async () => {
    const store = storeAt('/warehouse/sales');
    expect(store.canVend).toBe(false);
    await expect(store.vend(read)).rejects.toMatchObject({ code: 'CANNOT_VEND' });
    await expect(store.vend(read)).rejects.toThrow(/Set hierarchical_namespace to true/);
  });
});
