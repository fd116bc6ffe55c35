import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LoginOptions, parseHost, resolveLogin } from './config.ts';
import { ConfigError } from './errors.ts';
import type { Environment } from './login/settings.ts';

let folder: string;
let configFile: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'databrickscfg-'));
  configFile = join(folder, 'config');
  writeFileSync(
    configFile,
    `[__settings__]
default_profile = preferred
[DEFAULT]
host = default.example.com
token = default-token
[preferred]
host = preferred.example.com
token = preferred-token
[other]
host = https://other.example.com/
token = other-token
[hostless]
token = lonely-token`,
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The login alone; one test is about where it was found. */
const resolve = (options: LoginOptions, env: Environment) => {
  const { host, parts } = resolveLogin({ ...options, env });
  return { host, token: parts.find(({ name }) => name === 'token')?.value };
};

const login = (host: string, token: string) => ({ host: `https://${host}.example.com`, token });

describe('what is given goes before the environment, and the environment before the file', () => {
  const environment = { DATABRICKS_HOST: 'env.example.com', DATABRICKS_TOKEN: 'env-token' };

  test('options alone', () => {
    expect(resolve({ host: 'given.example.com', token: 't' }, environment)).toEqual(login('given', 't'));
  });

  test('one option, the rest from the environment', () => {
    expect(resolve({ host: 'given.example.com' }, environment)).toEqual(login('given', 'env-token'));
  });

  test('the environment alone', () => {
    expect(resolve({}, { ...environment, DATABRICKS_CONFIG_FILE: configFile })).toEqual(login('env', 'env-token'));
  });

  test('the environment before a profile that is named', () => {
    const env = { DATABRICKS_TOKEN: 'env-token', DATABRICKS_CONFIG_FILE: configFile };
    expect(resolve({ profile: 'other' }, env)).toEqual(login('other', 'env-token'));
  });

  test('empty values count as absent', () => {
    const env = { DATABRICKS_HOST: '', DATABRICKS_TOKEN: '', DATABRICKS_CONFIG_PROFILE: '' };
    expect(resolve({ host: '', token: '', profile: '', configFile }, env)).toEqual(
      login('preferred', 'preferred-token'),
    );
  });
});

test('each part of a login says where it was found', () => {
  expect(resolveLogin({ profile: 'other', configFile, env: { DATABRICKS_TOKEN: 't' } })).toMatchObject({
    hostSource: `profile "other" of ${configFile}`,
    authType: 'pat',
    parts: [{ name: 'token', value: 't', source: 'DATABRICKS_TOKEN', isSecret: true }],
  });
  expect(resolveLogin({ host: 'w.example.com', token: 't', env: {} })).toMatchObject({
    hostSource: 'the option host',
    parts: [{ source: 'the option token' }],
  });
});

describe('the profile', () => {
  test('is the one that is given, before the one of the environment', () => {
    const env = { DATABRICKS_CONFIG_PROFILE: 'DEFAULT' };
    expect(resolve({ profile: 'other', configFile }, env)).toEqual(login('other', 'other-token'));
    expect(resolve({ configFile }, env)).toEqual(login('default', 'default-token'));
  });

  test('is the default_profile of the file when none is named, else DEFAULT', () => {
    expect(resolve({ configFile }, {})).toEqual(login('preferred', 'preferred-token'));
    const plain = join(folder, 'plain');
    writeFileSync(plain, '[DEFAULT]\nhost = default.example.com\ntoken = t');
    expect(resolve({}, { DATABRICKS_CONFIG_FILE: plain })).toEqual(login('default', 't'));
  });

  test('is not read when a host or a credential is set and none is named', () => {
    for (const variable of ['DATABRICKS_HOST', 'DATABRICKS_CLIENT_ID', 'ARM_USE_MSI', 'DATABRICKS_OIDC_TOKEN_FILE']) {
      expect(() => resolve({ configFile }, { [variable]: 'x.example.com' })).toThrow(
        'the configuration file, which is not read when a host or a credential is set and no profile is named',
      );
    }
  });

  test('that is named must exist, and so must its file', () => {
    expect(() => resolve({ profile: 'missing', configFile }, {})).toThrow(
      `${configFile} has no profile "missing". Its profiles: DEFAULT, preferred, other, hostless.`,
    );
    expect(() => resolve({ profile: 'p', configFile: join(folder, 'none') }, {})).toThrow(
      `Profile "p" was asked for, and there is no file ${join(folder, 'none')}.`,
    );
  });

  test('that lacks a key is named in the error, which says what to do', () => {
    expect(() => resolve({ profile: 'hostless', configFile }, {})).toThrow(
      new ConfigError(
        'No host of a workspace: give `host`, set DATABRICKS_HOST, or name a profile that has one. ' +
          `Looked in profile "hostless" of ${configFile}.`,
      ),
    );
    expect(() => resolve({ configFile: join(folder, 'none') }, {})).toThrow(
      `Looked in ${join(folder, 'none')}, which does not exist.`,
    );
  });

  test('cannot come from a broken file, whose line is named', () => {
    const broken = join(folder, 'broken');
    writeFileSync(broken, '[DEFAULT]\nhost = a.example.com\ndapi0123456789');
    expect(() => resolve({ configFile: broken }, {})).toThrow(`${broken}, line 3: expected`);
  });

  test('cannot come from a file that cannot be read', () => {
    expect(() => resolve({ configFile: folder }, {})).toThrow('The configuration file cannot be read: EISDIR');
  });

  test('is looked for below the home folder when the path begins with ~', () => {
    expect(() => resolve({ profile: 'p', configFile: '~/no/such/file' }, {})).toThrow(/no file \/.*\/no\/such\/file/);
  });
});

describe('the host', () => {
  test('gets https when it names no scheme, and loses path, query and slash', () => {
    expect(parseHost('w.example.com')).toBe('https://w.example.com');
    expect(parseHost('localhost:8080')).toBe('https://localhost:8080');
    expect(parseHost(' http://127.0.0.1:8080/ ')).toBe('http://127.0.0.1:8080');
    expect(parseHost('https://adb-1.2.azuredatabricks.net/?o=12#job/1')).toBe('https://adb-1.2.azuredatabricks.net');
  });

  test('must be an http URL without a credential', () => {
    expect(() => parseHost('ftp://w.example.com')).toThrow('must be an https or http URL, not ftp:');
    expect(() => parseHost('https://')).toThrow('not a URL');
    const secret = 'https://token:s3cret@w.example.com';
    expect(() => parseHost(secret)).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('s3cret') }),
    );
    expect(() => parseHost(secret)).toThrow('user name or password');
  });
});

test('a token that no header can carry is refused without showing it', () => {
  for (const token of ['dapi\n1', 'dapi 1', 'dapié']) {
    const attempt = () => resolve({ host: 'w.example.com', token }, {});
    expect(attempt).toThrow('The token holds a space');
    expect(attempt).toThrow(expect.not.objectContaining({ message: expect.stringContaining('dapi') }));
  }
});
