import { expect } from 'vitest';
import { answered, type Denial, denied, type Fields, type Fixtures, stranger } from '../denial.ts';

const group = (name: string) => expect.objectContaining({ display: name });

const listOf = (resource: object) =>
  expect.objectContaining({
    totalResults: 1,
    Resources: [{ schemas: expect.any(Array), id: expect.any(String), ...resource }],
  });

/** What everybody may see of a resource: exactly this beside `id` and `schemas`. */
const shown = (fields: Fields, resource: object): Denial => ({
  fields,
  rightful: fields,
  status: undefined,
  answer: { schemas: expect.any(Array), id: expect.any(String), ...resource },
});

const user = ({ userId }: Fixtures) => ({ id: userId });
const bystanders = ({ groupId }: Fixtures) => ({ id: groupId });
const program = ({ applicationId }: Fixtures) => ({ id: applicationId });
const secretsOf = ({ applicationId }: Fixtures) => ({ service_principal_id: applicationId });
const rename = [{ op: 'replace', path: 'displayName', value: 'Renamed' }];

const aUser = { userName: 'bystander@example.com', displayName: 'bystander@example.com' };
const aGroup = { displayName: 'bystanders' };
const aProgram = { applicationId: expect.any(String), displayName: expect.any(String) };
const passwords = () => ({ access_control_list: [{ user_name: stranger, permission_level: 'CAN_USE' }] });

export const identityDenials: Readonly<Record<string, Denial>> = {
  'currentUser.me': answered(expect.objectContaining({ userName: stranger, groups: [group('users')] })),
  'users.list': answered(listOf(aUser), { filter: 'userName sw "bystander"' }),
  'users.get': shown(user, aUser),
  'users.create': denied(403, () => ({ userName: 'new@example.com' })),
  'users.patch': denied(403, fixtures => ({ ...user(fixtures), Operations: rename })),
  'users.update': denied(403, fixtures => ({ ...user(fixtures), active: false })),
  'users.getPermissionLevels': denied(403),
  'users.getPermissions': denied(403),
  'users.updatePermissions': denied(403, passwords),
  'users.setPermissions': denied(403, passwords),
  'groups.list': answered(listOf(aGroup), { filter: 'displayName eq "bystanders"' }),
  'groups.get': shown(bystanders, aGroup),
  'groups.create': denied(403, () => ({ displayName: 'new' })),
  'groups.patch': denied(403, fixtures => ({ ...bystanders(fixtures), Operations: rename })),
  'groups.update': denied(403, fixtures => ({ ...bystanders(fixtures), displayName: 'bystanders' })),
  'servicePrincipals.list': answered(listOf(aProgram)),
  'servicePrincipals.get': shown(program, aProgram),
  'servicePrincipals.create': denied(403, () => ({ displayName: 'new' })),
  'servicePrincipals.patch': denied(403, fixtures => ({ ...program(fixtures), Operations: rename })),
  'servicePrincipals.update': denied(403, fixtures => ({ ...program(fixtures), displayName: 'bystander' })),
  'servicePrincipalSecretsProxy.create': denied(403, fixtures => ({ ...secretsOf(fixtures), lifetime: '60s' })),
  'servicePrincipalSecretsProxy.list': denied(403, secretsOf),
  'servicePrincipalSecretsProxy.delete': denied(403, fixtures => ({
    ...secretsOf(fixtures),
    secret_id: fixtures.oauthSecretId,
  })),
  'scim.getServiceProviderConfig': answered(expect.objectContaining({ patch: { supported: true } })),
  'scim.listResourceTypes': answered(expect.objectContaining({ totalResults: 3 })),
  'scim.getResourceType': answered(expect.objectContaining({ endpoint: '/Users' }), { id: 'User' }),
  'scim.listSchemas': answered(expect.objectContaining({ totalResults: 4 })),
  'scim.getSchema': answered(expect.objectContaining({ name: 'Group' }), {
    id: 'urn:ietf:params:scim:schemas:core:2.0:Group',
  }),
};

/** What takes the fixtures away: after everything else. */
export const identityEnds: Readonly<Record<string, Denial>> = {
  'users.delete': denied(403, user),
  'groups.delete': denied(403, bystanders),
  'servicePrincipals.delete': denied(403, program),
};
