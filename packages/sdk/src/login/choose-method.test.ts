import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LoginOptions, resolveLogin } from '../config.ts';
import { ConfigError } from '../errors.ts';
import type { Environment } from './settings.ts';

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'boathouse-home-'));
  mkdirSync(join(home, '.databricks'));
  const tokens = { 'https://cached.example.com': { access_token: 'a', expiry: '2030-01-01T00:00:00Z' } };
  writeFileSync(join(home, '.databricks', 'token-cache.json'), JSON.stringify({ version: 1, tokens }));
});
afterAll(() => rmSync(home, { recursive: true }));

const host = { DATABRICKS_HOST: 'w.example.com' };

const typeOf = (env: Environment, options: LoginOptions = {}) =>
  resolveLogin({ ...options, env: { HOME: home, ...env } }).authType;

describe('the way to sign in', () => {
  test.each([
    ['pat', { DATABRICKS_TOKEN: 't' }],
    ['oauth-m2m', { DATABRICKS_CLIENT_ID: 'i', DATABRICKS_CLIENT_SECRET: 's' }],
    ['databricks-cli', { DATABRICKS_HOST: 'https://cached.example.com/' }],
    ['env-oidc', { DATABRICKS_OIDC_TOKEN: 'j' }],
    ['env-oidc', { DATABRICKS_OIDC_TOKEN: 'j', DATABRICKS_CLIENT_ID: 'i' }],
    ['env-oidc', { DATABRICKS_OIDC_TOKEN_ENV: 'MINE', DATABRICKS_CLIENT_ID: 'i' }],
    ['file-oidc', { DATABRICKS_OIDC_TOKEN_FILEPATH: '/t', DATABRICKS_CLIENT_ID: 'i' }],
    ['file-oidc', { DATABRICKS_OIDC_TOKEN_FILE: '/t' }],
    ['github-oidc', { ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'g', DATABRICKS_CLIENT_ID: 'i' }],
    ['azure-client-secret', { ARM_CLIENT_ID: 'i', ARM_CLIENT_SECRET: 's', ARM_TENANT_ID: 'x' }],
  ])('is %s with %j', (authType, env) => {
    expect(typeOf({ ...host, ...env })).toBe(authType);
  });

  test('is what auth_type says where several are configured', () => {
    const env = { ...host, DATABRICKS_TOKEN: 't', DATABRICKS_CLIENT_ID: 'i', DATABRICKS_CLIENT_SECRET: 's' };
    expect(typeOf({ ...env, DATABRICKS_AUTH_TYPE: 'oauth-m2m' })).toBe('oauth-m2m');
    expect(typeOf(env, { authType: 'pat' })).toBe('pat');
  });

  test('is what the program says, whatever its environment holds', () => {
    const env = { ARM_CLIENT_SECRET: 's', DATABRICKS_CLIENT_SECRET: 's', DATABRICKS_AUTH_TYPE: 'oauth-m2m' };
    expect(typeOf(env, { host: 'w.example.com', token: 't' })).toBe('pat');
  });

  test('comes from a profile as well', () => {
    const configFile = join(home, 'config');
    writeFileSync(
      configFile,
      '[m2m]\nhost = w.example.com\nclient_id = i\nclient_secret = s\n' +
        '[u2m]\nhost = cached.example.com\nauth_type = databricks-cli\n',
    );
    expect(resolveLogin({ profile: 'm2m', configFile, env: {} })).toMatchObject({
      authType: 'oauth-m2m',
      parts: [
        { name: 'client_id', value: 'i', isSecret: false, source: `profile "m2m" of ${configFile}` },
        { name: 'client_secret', value: 's', isSecret: true },
      ],
    });
    expect(typeOf({}, { profile: 'u2m', configFile })).toBe('databricks-cli');
  });

  test.each([
    [
      { DATABRICKS_TOKEN: 'dapi-s3cret', ARM_CLIENT_SECRET: 's3cret' },
      'more than one authorization method configured: azure and pat. Set auth_type (DATABRICKS_AUTH_TYPE) to ' +
        'pat or azure-client-secret, or take one away: token (DATABRICKS_TOKEN), azure_client_secret (ARM_CLIENT_SECRET).',
    ],
    [
      { DATABRICKS_CLIENT_ID: 'i', DATABRICKS_CLIENT_SECRET: 's', DATABRICKS_TOKEN: 't', ARM_TENANT_ID: 'x' },
      'more than one authorization method configured: azure and oauth and pat.',
    ],
    [
      { DATABRICKS_AUTH_TYPE: 'azure-cli' },
      'auth_type is azure-cli (DATABRICKS_AUTH_TYPE). This client signs in by pat,',
    ],
    [{ DATABRICKS_AUTH_TYPE: 'toString' }, 'auth_type is toString'],
    [
      { DATABRICKS_AUTH_TYPE: 'oauth-m2m', DATABRICKS_CLIENT_ID: 'i' },
      'That needs client_secret (DATABRICKS_CLIENT_SECRET) to sign in by oauth-m2m.',
    ],
    [{ DATABRICKS_CLIENT_SECRET: 's' }, 'needs client_id (DATABRICKS_CLIENT_ID) to sign in by oauth-m2m.'],
    [{ ARM_CLIENT_ID: 'i' }, 'needs azure_client_secret (ARM_CLIENT_SECRET) to sign in by azure-client-secret.'],
    [{ DATABRICKS_CLIENT_ID: 'i' }, 'There is a client_id (DATABRICKS_CLIENT_ID) and nothing that goes with it'],
    [{}, 'No credential for a workspace'],
  ])('is not guessed with %j', (env, message) => {
    const attempt = () => typeOf({ ...host, ...env });
    expect(attempt).toThrow(ConfigError);
    expect(attempt).toThrow(message);
    expect(attempt).not.toThrow('s3cret');
  });
});
