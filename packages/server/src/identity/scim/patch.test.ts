import { describe, expect, it } from 'vitest';
import { ApiError } from '../../http/api-error.ts';
import { blankDraft, type Draft } from './draft.ts';
import { applyPatch, type PatchOperations } from './patch.ts';
import { resourceTypes } from './resource-type.ts';

const before: Draft = {
  ...blankDraft('ann@example.com'),
  displayName: 'Ann',
  givenName: 'Ann',
  familyName: 'Lee',
  externalId: 'x1',
  entitlements: ['workspace-access', 'allow-cluster-create'],
  roles: ['arn:a', 'arn:b'],
};

const patch = (kind: keyof typeof resourceTypes, ...operations: PatchOperations) =>
  applyPatch(resourceTypes[kind], before, operations);

/** What operations change of a user. */
const changes = (...operations: PatchOperations): Partial<Draft> => {
  const { draft } = patch('USER', ...operations);
  return Object.fromEntries(Object.entries(draft).filter(([name, value]) => value !== before[name as keyof Draft]));
};

const refusal = (kind: keyof typeof resourceTypes, ...operations: PatchOperations): [string | undefined, string] => {
  try {
    patch(kind, ...operations);
  } catch (error) {
    if (error instanceof ApiError) return [error.scimType ?? error.code, error.message];
    throw error;
  }
  throw new Error('It was not refused.');
};

describe('PATCH of attributes', () => {
  it.each([[false], ['false'], ['False'], [[{ value: 'false' }]], [{ value: false }]])('takes active as %j', value => {
    expect(changes({ op: 'replace', path: 'active', value })).toEqual({ active: false });
  });

  it.each([['no'], [0], [null], [undefined], [[]], [{}], [['false', 'true']]])('refuses active as %j', value => {
    expect(refusal('USER', { op: 'replace', path: 'active', value })[0]).toBe('INVALID_PARAMETER_VALUE');
  });

  it.each([
    [{ op: 'replace', path: 'displayName', value: 'Anna' }, { displayName: 'Anna' }],
    [{ op: 'add', path: 'DisplayName', value: [{ value: 'Anna' }] }, { displayName: 'Anna' }],
    [
      { op: 'replace', value: { displayName: 'Anna', active: 'False' } },
      { displayName: 'Anna', active: false },
    ],
    [{ op: 'remove', path: 'displayName' }, { displayName: 'ann@example.com' }],
    [{ op: 'replace', path: 'name.familyName', value: 'Li' }, { familyName: 'Li' }],
    [
      { op: 'add', value: { 'name.givenName': 'Anna', 'name.familyName': 'Li' } },
      { givenName: 'Anna', familyName: 'Li' },
    ],
    [{ op: 'replace', path: 'name', value: { givenName: 'Anna', formatted: 'Anna Li' } }, { givenName: 'Anna' }],
    [
      { op: 'remove', path: 'name' },
      { givenName: null, familyName: null },
    ],
    [{ op: 'replace', path: 'externalId', value: null }, { externalId: null }],
    [{ op: 'remove', path: 'externalId' }, { externalId: null }],
    [{ op: 'replace', path: 'urn:ietf:params:scim:schemas:core:2.0:User:active', value: false }, { active: false }],
  ] as const)('%j', (operation, expected) => {
    expect(changes(operation)).toEqual(expected);
  });

  it('ignores what is fixed, follows from others or is not kept', () => {
    expect(
      changes(
        { op: 'replace', path: 'userName', value: 'other@example.com' },
        { op: 'replace', path: 'emails[type eq "work"].value', value: 'other@example.com' },
        { op: 'add', path: 'groups', value: [{ value: '1' }] },
        { op: 'remove', path: 'groups[value eq "1"]' },
        { op: 'replace', path: 'title', value: 'Boss' },
        { op: 'add', path: 'addresses[type eq "work"].formatted', value: 'Here' },
        { op: 'add', path: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department', value: 'Data' },
        { op: 'replace', value: { userName: 'other@example.com', shoeSize: 44 } },
      ),
    ).toEqual({});
  });

  it.each([
    ['invalidPath', { op: 'replace', path: 'shoeSize', value: 44 }],
    ['invalidPath', { op: 'add', path: 'members', value: [{ value: '1' }] }],
    ['invalidPath', { op: 'replace', path: 'a b', value: 1 }],
    ['invalidPath', { op: 'replace', path: 'entitlements[value eq "x"]', value: [{ value: 'y' }] }],
    ['invalidPath', { op: 'remove', path: 'displayName[value eq "x"]' }],
    ['invalidPath', { op: 'replace', path: '__proto__', value: {} }],
    ['invalidPath', { op: 'replace', path: 'constructor', value: {} }],
    ['invalidFilter', { op: 'remove', path: 'roles[value]' }],
    ['invalidFilter', { op: 'remove', path: 'roles[]' }],
    ['invalidSyntax', { op: 'replace', value: 'Anna' }],
    ['invalidSyntax', { op: 'add', path: 'roles', value: ['arn:c'] }],
    ['invalidSyntax', { op: 'replace', path: 'displayName', value: { first: 'Anna' } }],
    ['invalidSyntax', { path: 'active', value: true }],
    ['noTarget', { op: 'remove' }],
    ['INVALID_PARAMETER_VALUE', { op: 'remove', path: 'active' }],
  ] as const)('is %s for %j', (reason, operation) => {
    expect(refusal('USER', operation)[0]).toBe(reason);
  });
});

describe('PATCH of entitlements and roles', () => {
  it.each([
    [{ op: 'add', path: 'roles', value: [{ value: 'arn:c' }, { value: 'arn:a' }] }, ['arn:a', 'arn:b', 'arn:c']],
    [{ op: 'add', path: 'roles', value: { value: 'arn:c' } }, ['arn:a', 'arn:b', 'arn:c']],
    [{ op: 'add', value: { roles: [{ value: 'arn:c' }] } }, ['arn:a', 'arn:b', 'arn:c']],
    [{ op: 'replace', path: 'roles', value: [{ value: 'arn:c' }] }, ['arn:c']],
    [{ op: 'replace', path: 'roles', value: [{}] }, []],
    [{ op: 'replace', path: 'roles', value: [{ value: '' }] }, []],
    [{ op: 'remove', path: 'roles' }, []],
    [{ op: 'remove', path: 'roles', value: [{ value: 'arn:a' }] }, ['arn:b']],
    [{ op: 'remove', path: 'roles[value eq "arn:a"]' }, ['arn:b']],
    [{ op: 'remove', path: 'roles[value eq "arn:a" or value co "b"]' }, []],
    [{ op: 'remove', path: 'roles[value eq "other"]' }, ['arn:a', 'arn:b']],
  ] as const)('%j leaves %j', (operation, roles) => {
    expect(patch('USER', operation).draft.roles).toEqual(roles);
  });

  it('goes through its operations in their order', () => {
    const { draft } = patch(
      'SERVICE_PRINCIPAL',
      { op: 'remove', path: 'entitlements' },
      { op: 'add', path: 'entitlements', value: [{ value: 'workspace-consume' }] },
      { op: 'replace', path: 'active', value: false },
      { op: 'replace', path: 'active', value: true },
    );
    expect([draft.entitlements, draft.active]).toEqual([['workspace-consume'], true]);
  });
});

describe('PATCH of members', () => {
  it.each([
    [
      { op: 'add', path: 'members', value: [{ value: '1' }, { value: 2 }] },
      { kind: 'add', ids: ['1', '2'] },
    ],
    [
      { op: 'add', value: { members: [{ value: '1' }] } },
      { kind: 'add', ids: ['1'] },
    ],
    [
      { op: 'remove', path: 'members', value: [{ value: '1' }] },
      { kind: 'remove', ids: ['1'] },
    ],
    [
      { op: 'remove', path: 'members' },
      { kind: 'replace', ids: [] },
    ],
    [
      { op: 'replace', path: 'members', value: [{ value: '1' }] },
      { kind: 'replace', ids: ['1'] },
    ],
  ] as const)('%j is %j', (operation, change) => {
    expect(patch('GROUP', operation).members).toEqual([change]);
  });

  it('chooses those to remove by a filter', () => {
    expect(patch('GROUP', { op: 'remove', path: 'members[value eq "1"]' }).members).toEqual([
      { kind: 'removeMatching', filter: { kind: 'compare', attribute: 'value', operator: 'eq', value: '1' } },
    ]);
  });

  it('refuses bare strings, in the words that clients know', () => {
    const [reason, message] = refusal('GROUP', { op: 'add', path: 'members', value: ['1'] });
    expect(reason).toBe('invalidSyntax');
    expect(message).toContain('Request is unparsable, syntactically incorrect, or violates schema.');
  });

  it('does not let a group be without a name', () => {
    expect(refusal('GROUP', { op: 'remove', path: 'displayName' })[1]).toContain('must have a displayName');
  });
});
