import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AwsServer, startAws } from '../../test-services/aws-sessions.ts';
import { onboard } from '../testing/onboard.ts';
import { openTestWorkspace, type TestWorkspace } from '../testing/test-workspace.ts';
import { type Action, add, created } from './testing/log-table.ts';

const uc = '/api/2.1/unity-catalog';
const partitioned = created({ partitionColumns: ['day'], configuration: { 'delta.enableChangeDataFeed': 'true' } });
const commits = [[...partitioned, add('a.parquet', { partitionValues: { day: 'mon' } })], [add('b.parquet')]];

/** How each table is shared. Without a start version, history begins with the version that is the newest then. */
const all = { history_data_sharing_status: 'ENABLED', start_version: 0 };
const shared = {
  whole: all,
  whole2: all,
  clone: all,
  latest: { ...all, history_data_sharing_status: 'DISABLED' },
  recent: { ...all, start_version: 1 },
  quiet: { ...all, cdf_enabled: false },
  mondays: { ...all, partitions: [{ values: [{ name: 'day', op: 'EQUAL', value: 'mon' }] }] },
};

const put = ({ objects }: AwsServer, key: string, actions: readonly Action[]): void => {
  const body = Buffer.from(actions.map(action => `${JSON.stringify(action)}\n`).join(''));
  objects.set(key, { body, time: new Date() });
};

describe('a table that is shared as a directory', () => {
  let aws: AwsServer;
  let test: TestWorkspace;
  let token: string;

  /** Shares `main.default` whole, in a share of its own. */
  const shareSchema = async (action: 'ADD' | 'UPDATE', share: string, history_data_sharing_status: string) => {
    if (action === 'ADD') await test.admin(`POST ${uc}/shares`, { name: share });
    const data_object = { name: 'main.default', data_object_type: 'SCHEMA', history_data_sharing_status };
    const changed = await test.admin(`PATCH ${uc}/shares/${share}`, { updates: [{ action, data_object }] });
    expect(changed.status, changed.text).toBe(200);
  };

  const openShared = async (directory_access: boolean): Promise<void> => {
    const { endpoint, region, roleArn, externalId } = aws;
    const key = { access_key_id: aws.accessKeyId, secret_access_key: aws.secretAccessKey };
    const role = { role_arn: roleArn, external_id: externalId };
    const s3 = [{ location: 's3://shared', endpoint, region, ...key, ...role }];
    test = await openTestWorkspace('sqlite', { s3, directory_access });
    await test.admin(`POST ${uc}/shares`, { name: 'lake' });
    for (const [name, how] of Object.entries(shared)) {
      const own = name === 'clone' ? [...commits, [add('s3://shared/warehouse/whole/c.parquet')]] : commits;
      own.forEach((actions, version) => {
        put(aws, `warehouse/${name}/_delta_log/${String(version).padStart(20, '0')}.json`, actions);
      });
      const table = { name, catalog_name: 'main', schema_name: 'default', table_type: 'EXTERNAL' };
      const storage_location = `s3://shared/warehouse/${name}`;
      await test.admin(`POST ${uc}/tables`, { ...table, data_source_format: 'DELTA', storage_location });
      const data_object = { name: `main.default.${name}`, data_object_type: 'TABLE', ...how };
      const added = await test.admin(`PATCH ${uc}/shares/lake`, { updates: [{ action: 'ADD', data_object }] });
      expect(added.status, added.text).toBe(200);
    }
    await shareSchema('ADD', 'all', 'ENABLED');
    await shareSchema('ADD', 'newest', 'DISABLED');
    token = await onboard(test, 'acme', 'lake', 'all', 'newest');
  };

  const tables = 'delta-sharing/shares/lake/schemas/default/tables';
  const ask = (table: string, body: object = { location: `s3://shared/warehouse/${table}` }) =>
    test.call(`POST /${tables}/${table}/temporary-table-credentials`, { token, body });
  const metaDataOf = ({ text }: { readonly text: string }) => JSON.parse(text.split('\n')[1] ?? '').metaData;

  beforeAll(async () => {
    aws = await startAws('shared');
    await openShared(true);
  });
  afterAll(async () => {
    await test?.close();
    await aws?.stop();
  });

  it('says so in its metadata, in both formats and in queries, with its location', async () => {
    const dir = { location: 's3://shared/warehouse/whole', accessModes: ['url', 'dir'] };
    for (const format of ['parquet', 'delta']) {
      const headers = { 'delta-sharing-capabilities': `responseformat=${format}` };
      const metadata = await test.call(`GET /${tables}/whole/metadata`, { token, headers });
      expect(metaDataOf(metadata)).toMatchObject(dir);
      const query = await test.call(`POST /${tables}/whole/query`, { token, headers, body: {} });
      expect(metaDataOf(query)).toMatchObject(dir);
    }
  });

  it('is read by credentials that reach its directory, for as long as the cloud says, and nothing beside it', async () => {
    const { status, json } = await ask('whole');
    expect(status).toBe(200);
    const { location, expirationTime, awsTempCredentials, ...others } = json.credentials;
    expect([location, others]).toEqual(['s3://shared/warehouse/whole', {}]);
    expect(Math.abs(expirationTime - Date.now() - 3_600_000)).toBeLessThan(10_000);
    const client = new S3Client({
      region: aws.region,
      endpoint: aws.endpoint,
      forcePathStyle: true,
      credentials: awsTempCredentials,
    });
    const log = 'warehouse/whole/_delta_log/';
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: 'shared', Prefix: log }));
    expect(Contents.map(({ Key }) => Key)).toEqual([0, 1].map(version => `${log}0000000000000000000${version}.json`));
    const { Body } = await client.send(new GetObjectCommand({ Bucket: 'shared', Key: Contents[1]?.Key }));
    expect(await Body?.transformToString()).toContain('b.parquet');
    const Key = 'warehouse/whole2/_delta_log/00000000000000000000.json';
    await expect(client.send(new GetObjectCommand({ Bucket: 'shared', Key }))).rejects.toThrow('of the double');
    const beside = new ListObjectsV2Command({ Bucket: 'shared', Prefix: 'warehouse/whole' });
    await expect(client.send(beside)).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('leaves an audit record that says until when, and holds no credential', async () => {
    const { json } = await ask('whole');
    const { text } = await test.admin('GET /api/2.0/boathouse/audit?max_results=1');
    const [record] = JSON.parse(text).records;
    expect(record).toMatchObject({
      action_name: 'deltaSharingGenerateTemporaryTableCredential',
      recipient_name: 'acme',
      request_params: expect.objectContaining({ share_name: 'lake', table: 'whole' }),
    });
    expect(text).toContain(String(json.credentials.expirationTime));
    for (const secret of Object.values(json.credentials.awsTempCredentials)) expect(text).not.toContain(secret);
  });

  it.each(['s3://shared/warehouse/whole/', 's3a://shared/warehouse/whole'])(
    'is the same place as %s',
    async location => {
      const { status, json } = await ask('whole', { location });
      expect([status, json.credentials?.location]).toEqual([200, 's3://shared/warehouse/whole']);
    },
  );

  it.each<[string, object, RegExp]>([
    ['no location', {}, /Field 'location' is missing\. It must be the location that the metadata/],
    [
      'a folder in it',
      { location: 's3://shared/warehouse/whole/_delta_log' },
      /is not the root of table 'lake\.default\.whole'/,
    ],
    ['the folder that it is in', { location: 's3://shared/warehouse' }, /is not the root/],
    ['a table whose name begins alike', { location: 's3://shared/warehouse/whole2' }, /is not the root/],
    ['another bucket', { location: 's3://other/warehouse/whole' }, /is not the root/],
    ['another store', { location: 'gs://shared/warehouse/whole' }, /is not the root/],
    ['a path that climbs', { location: 's3://shared/warehouse/x/../whole' }, /segment that is empty, "\." or "\.\."/],
    ['no location at all', { location: 'whole' }, /has no scheme/],
    ['a number', { location: 7 }, /location/],
  ])('gives nothing for %s', async (_, body, message) => {
    const { status, json } = await ask('whole', body);
    expect([status, json.errorCode]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
    expect(json.message).toMatch(message);
  });

  it.each(['latest', 'recent', 'quiet', 'mondays', 'clone'])(
    'has to be shared with all that it has, and to have all: not so %s',
    async table => {
      const metaData = metaDataOf(await test.call(`GET /${tables}/${table}/metadata`, { token }));
      expect(metaData.accessModes).toBeUndefined();
      expect(metaData.location).toBeUndefined();
      const { status, json } = await ask(table);
      expect([status, json.errorCode]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
      expect(json.message).toMatch(/cannot be read as a directory\. Query it/);
    },
  );

  it('follows, in a schema that is shared whole, whether the schema is shared with its history', async () => {
    const open = async (share: string) => {
      const path = `/delta-sharing/shares/${share}/schemas/default/tables/recent`;
      const { accessModes = ['url'] } = metaDataOf(await test.call(`GET ${path}/metadata` as 'GET /', { token }));
      const body = { location: 's3://shared/warehouse/recent' };
      const { status } = await test.call(`POST ${path}/temporary-table-credentials` as 'POST /', { token, body });
      return [...accessModes, status];
    };
    expect([await open('all'), await open('newest')]).toEqual([
      ['url', 'dir', 200],
      ['url', 400],
    ]);
    await shareSchema('UPDATE', 'all', 'DISABLED');
    await shareSchema('UPDATE', 'newest', 'ENABLED');
    expect([await open('all'), await open('newest')]).toEqual([
      ['url', 400],
      ['url', 'dir', 200],
    ]);
  });

  it('tells nothing of the cloud when that gives no credentials', async () => {
    aws.trust(false);
    const { status, text, headers } = await ask('whole');
    aws.trust(true);
    expect(status).toBe(400);
    for (const name of [aws.roleArn, aws.endpoint, 'sts', 'warehouse']) expect(text).not.toContain(name);
    expect(text).toContain(headers['x-request-id']);
  });

  it('is not any more when its grant is taken back', async () => {
    await test.admin(`PATCH ${uc}/shares/lake/permissions`, { changes: [{ principal: 'acme', remove: ['SELECT'] }] });
    expect((await ask('whole')).status).toBe(404);
  });

  it('is not unless the setting says so', async () => {
    await test.close();
    await openShared(false);
    expect(metaDataOf(await test.call(`GET /${tables}/whole/metadata`, { token })).accessModes).toBeUndefined();
    const { status, json } = await ask('whole');
    expect([status, json.message]).toEqual([400, expect.stringMatching(/cannot be read as a directory/)]);
  });
});
