import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ConfigError, ConfigSchema, completeConfig } from './config.ts';
import { readConfig } from './read-config.ts';

const folder = mkdtempSync(join(tmpdir(), 'boathouse-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
const writeConfig = (text: string): string => {
  files += 1;
  const file = join(folder, `${files}.yaml`);
  writeFileSync(file, text);
  return file;
};

/** A reference to a variable of the environment, as the file writes it. */
const variable = (name: string): string => `\${${name}}`;

/** What the file alone says. */
const readFile = (text: string, environment: NodeJS.ProcessEnv = {}) =>
  readConfig(['--config', writeConfig(text)], environment);

const errorOf = (read: () => unknown): unknown => {
  try {
    return read();
  } catch (error) {
    return error;
  }
};

describe('the configuration', () => {
  it('has flags win over the environment, that over the file, and that over the defaults', () => {
    const file = writeConfig('port: 1001\nhost: 127.0.0.2\nregion: eu-west-1\n');
    const environment = { BOATHOUSE_PORT: '1002', BOATHOUSE_HOST: '127.0.0.3' };
    expect(readConfig(['--config', file, '--port', '1003'], environment)).toMatchObject({
      port: 1003,
      host: '127.0.0.3',
      region: 'eu-west-1',
      cloud: 'aws',
    });
  });

  it('is complete without any setting', () => {
    expect(readConfig([], {})).toEqual({
      host: '127.0.0.1',
      port: 8080,
      data: resolve('.boathouse'),
      local_roots: [resolve('.boathouse/warehouse')],
      trusted_proxies: 0,
      peers: [],
      cloud: 'aws',
      region: 'us-west-2',
      strict: false,
      tokens_for_everybody: true,
      administrator: 'admin@localhost',
      signed_url_seconds: 3600,
      async_query_milliseconds: 2000,
      snapshot_cache_bytes: 5_000_000_000,
      replay_memory: '512MB',
      log_level: 'info',
      refresh_token_seconds: 2_592_000,
      issuers: [],
      secrets_get: true,
      key_vaults: [],
      s3: [],
      azure_storage: [],
      gcs: [],
      directory_access: false,
      temporary_credential_seconds: 3600,
    });
  });

  it('documents every setting', () => {
    for (const [name, schema] of Object.entries(ConfigSchema.properties)) {
      expect((schema as { description?: string }).description, name).toMatch(/\w+.*[.)]$/);
    }
  });

  it('takes every flag', () => {
    const args = [
      ...['--host', '::1', '--port', '0', '--data', '/d', '--database', 'postgres://u@h/n', '--local-root', '/a'],
      ...['--local-root', '/b', '--public-url', 'https://data.example.com', '--log-level', 'warn'],
      ...['--tls-cert', '/c.pem', '--tls-key', '/k.pem'],
    ];
    expect(readConfig(args, {})).toMatchObject({
      host: '::1',
      port: 0,
      data: '/d',
      database: 'postgres://u@h/n',
      local_roots: ['/a', '/b'],
      public_url: 'https://data.example.com',
      log_level: 'warn',
      tls_cert: '/c.pem',
      tls_key: '/k.pem',
    });
  });

  it('reads numbers, truth values and lists from the environment', () => {
    const environment = {
      BOATHOUSE_SIGNED_URL_SECONDS: '60',
      BOATHOUSE_STRICT: 'true',
      BOATHOUSE_TRUSTED_PROXIES: '2',
      BOATHOUSE_LOCAL_ROOTS: '/a, /b',
      BOATHOUSE_MASTER_KEY: 'is no setting',
    };
    expect(readConfig([], environment)).toMatchObject({
      signed_url_seconds: 60,
      strict: true,
      trusted_proxies: 2,
      local_roots: ['/a', '/b'],
    });
    expect(readConfig([], { BOATHOUSE_STRICT: 'false' }).strict).toBe(false);
  });

  it('makes folders absolute, and a warehouse in the data folder the only local root', () => {
    const { data, local_roots } = completeConfig({ data: 'here' });
    expect([data, local_roots]).toEqual([resolve('here'), [resolve('here/warehouse')]]);
    expect(completeConfig({ local_roots: ['tables', '/t'] }).local_roots).toEqual([resolve('tables'), '/t']);
  });

  it('takes an empty file for one without settings', () => {
    expect(readFile('# nothing yet\n')).toEqual(readConfig([], {}));
  });

  it('puts the environment into texts of the file, wherever they are', () => {
    const text = [
      `region: ${variable('REGION')}`,
      `administrator: ${variable('WHO')}@${variable('WHERE')}`,
      's3:',
      '  - location: s3://lake',
      `    region: ${variable('REGION')}`,
      '    access_key_id: $plain',
      `    secret_access_key: ${variable('SECRET')}`,
    ];
    const environment = { REGION: 'eu-west-1', WHO: 'ada', WHERE: 'example.com', SECRET: `${variable('REGION')}$&` };
    expect(readFile(text.join('\n'), environment)).toMatchObject({
      region: 'eu-west-1',
      administrator: 'ada@example.com',
      s3: [{ region: 'eu-west-1', access_key_id: '$plain', secret_access_key: `${variable('REGION')}$&` }],
    });
  });

  it.each([
    ['a flag that does not exist', ['--colour', 'red'], {}, '--colour'],
    ['a word that is no flag', ['serve'], {}, 'serve'],
    ['a flag without its value', ['--port'], {}, '--port'],
    ['a port that is no number', ['--port', 'eighty'], {}, "port must be a whole number, not 'eighty'"],
    ['a port that is none', ['--port', '65536'], {}, 'port must be <= 65535'],
    ['a number with a fraction', [], { BOATHOUSE_SIGNED_URL_SECONDS: '1.5' }, 'signed_url_seconds'],
    ['a URL lifetime of nothing', [], { BOATHOUSE_SIGNED_URL_SECONDS: '0' }, 'signed_url_seconds must be >= 1'],
    ['a truth value that is neither', [], { BOATHOUSE_STRICT: 'yes' }, 'strict'],
    ['proxies without end', [], { BOATHOUSE_TRUSTED_PROXIES: '11' }, 'trusted_proxies must be <= 10'],
    ['a log level that does not exist', ['--log-level', 'loud'], {}, /log_level.*fatal.*silent/],
    ['a public URL that is none', ['--public-url', 'data.example.com'], {}, 'public_url'],
    ['a database that is not PostgreSQL', ['--database', 'mysql://u@h/n'], {}, /database.*postgres:/],
    ['a certificate without its key', ['--tls-cert', '/c.pem'], {}, 'tls_cert and tls_key belong together'],
    ['a key without its certificate', [], { BOATHOUSE_TLS_KEY: '/k.pem' }, 'tls_cert and tls_key belong together'],
    ['a file that is not there', ['--config', '/nowhere/b.yaml'], {}, '/nowhere/b.yaml'],
  ])('refuses %s, by name', (_, args, environment, message) => {
    const error = errorOf(() => readConfig(args, environment));
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as Error).message).toMatch(message);
  });

  it.each([
    ['is not YAML', 'port: [1', /\.yaml/],
    ['is a list', '- port', /\.yaml must hold settings by name/],
    ['has a setting that does not exist', 'prot: 1\nhots: x\nport: 1', 'settings that do not exist: prot, hots'],
    ['has a number as text', 'port: "8080"', 'port must be integer'],
    ['has a text for a list', 'local_roots: /a', 'local_roots'],
    [
      'has a key of a container that does not exist',
      'azure_storage: [{location: "abfss://lake@acme1.dfs.core.windows.net", acount_key: k}]',
      /azure_storage.*acount_key/,
    ],
    ['has a key of a bucket of Google Cloud that does not exist', 'gcs: [{location: "gs://b", hmac: k}]', /gcs.*hmac/],
    ['lets credentials live too long', 'temporary_credential_seconds: 43201', /temporary_credential_seconds/],
    [
      'lacks a key of a bucket',
      's3: [{location: "s3://b", region: r, access_key_id: k}]',
      'Setting s3.0 lacks secret_access_key.',
    ],
    [
      'has a key of a bucket that does not exist',
      's3: [{location: "s3://b", region: r, access_key_id: k, secret_access_key: s, endpont: "http://h"}]',
      'Setting s3.0.endpont does not exist.',
    ],
    ['refers to what the environment does not have', `region: ${variable('REGION')}`, variable('REGION')],
  ])('refuses a file that %s, by name', (_, text, message) => {
    const error = errorOf(() => readFile(text));
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as Error).message).toMatch(message);
  });
});
