import { describe, expect, it } from 'vitest';
import { ConfigError, completeConfig } from '../../config.ts';
import { brokenRule } from './claims.ts';

const issuer = 'https://issuer.example.com';
const tenant_id = '11111111-2222-3333-4444-555555555555';
const workspace_resource_id = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Databricks/workspaces/w';

describe('the setting issuers', () => {
  it.each([
    ['a name', { issuer: 'issuer', users: {} }, "Setting issuers.0 issuer is no URL: 'issuer'."],
    ['plain http', { issuer: 'http://issuer.example.com', users: {} }, 'must be an https URL'],
    ['a metadata service', { issuer: 'http://169.254.169.254/latest', users: {} }, 'must be an https URL'],
    ['a password', { issuer: 'https://a:b@issuer.example.com', users: {} }, 'must hold no user name and no password'],
    ['a query', { issuer: `${issuer}?a=b`, users: {} }, 'must have no query and no fragment'],
    ['nobody', { issuer }, 'says of nobody whose tokens these are'],
    ['a workload that is everybody', { issuer, workloads: [{ application_id: 'a', claims: {} }] }, 'without claims'],
    ['a secret alone', { issuer, users: {}, client_secret: 's' }, 'has a client_secret and no client_id'],
    ['a client for programs', { issuer, service_principals: {}, client_id: 'c' }, 'and no users'],
    ['an unknown key', { issuer, users: {}, audience: 'a' }, 'audience'],
    ['no audience', { issuer, users: {}, audiences: [] }, 'audiences'],
  ])('refuses an issuer with %s', (_, setting, message) => {
    const complete = () => completeConfig({ issuers: [setting] });
    expect(complete).toThrow(ConfigError);
    expect(complete).toThrow(message);
  });

  it('refuses an issuer that stands there twice', () => {
    expect(() =>
      completeConfig({
        issuers: [
          { issuer, users: {} },
          { issuer, users: {} },
        ],
      }),
    ).toThrow('a second time');
  });

  it('takes an issuer on this machine', () => {
    for (const local of ['http://127.0.0.1:8099', 'http://localhost', 'http://[::1]:1/x']) {
      expect(completeConfig({ issuers: [{ issuer: local, users: {} }] }).issuers).toHaveLength(1);
    }
  });
});

describe('the setting azure', () => {
  it.each([
    [{ tenant_id: 'common', workspace_resource_id }, 'tenant_id'],
    [{ tenant_id, workspace_resource_id: 'w' }, 'workspace_resource_id'],
    [
      { tenant_id, workspace_resource_id, authority: 'http://login.example.com' },
      'azure.authority must be an https URL',
    ],
    [{ tenant_id, workspace_resource_id, resource_manager: 'x' }, 'azure.resource_manager is no URL'],
  ])('refuses %j', (azure, message) => {
    expect(() => completeConfig({ azure })).toThrow(message);
  });
});

describe('a rule for a claim', () => {
  it.each([
    ['repo:acme/*', 'repo:acme/etl', true],
    ['repo:acme/*', 'repo:acme-evil/etl', false],
    ['*', '', true],
    ['a*b*c', 'a-b-b-c', true],
    ['a*b*c', 'a-c-b', false],
    ['ab*ba', 'aba', false],
    ['exact', 'exact', true],
    ['exact', 'Exact', false],
    ['.', 'x', false],
  ])('%s on %s: %s', (pattern, value, holds) => {
    expect(brokenRule({ claim: value }, { claim: [pattern] })).toBe(holds ? undefined : 'claim');
    expect(brokenRule({ claim: ['other', value] }, { claim: ['none', pattern] })).toBe(holds ? undefined : 'claim');
  });

  it('does not hold for a claim that is not there, or no text', () => {
    expect(brokenRule({}, { claim: ['*'] })).toBe('claim');
    expect(brokenRule({ claim: { a: 1 } }, { claim: ['*'] })).toBe('claim');
    expect(brokenRule({}, { toString: ['*'] })).toBe('toString');
    expect(brokenRule({ verified: true, count: 3 }, { verified: ['true'], count: ['3'] })).toBeUndefined();
  });
});
