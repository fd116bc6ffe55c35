import { nextPageToken } from '../fields.ts';
import { described, Int64, Type } from '../schema.ts';
import { SecurableType } from './models.ts';
import { Privilege } from './privilege-models.ts';

export const PrivilegeAssignment = Type.Object(
  {
    principal: Type.Optional(
      Type.String({ description: 'User name, application id or group name; empty when the principal was deleted.' }),
    ),
    principal_id: Type.Optional(Int64({ description: 'Id of the principal; tells deleted ones apart.' })),
    privileges: Type.Optional(Type.Array(Privilege, { description: 'The privileges that were granted.' })),
  },
  { title: 'PrivilegeAssignment', description: 'The privileges that a principal was granted.' },
);

export const GetPermissionsResponse = Type.Object(
  {
    next_page_token: nextPageToken,
    privilege_assignments: Type.Optional(
      Type.Array(PrivilegeAssignment, { description: 'The grants, one entry for each principal.' }),
    ),
  },
  { title: 'GetPermissionsResponse', description: 'Direct grants on a securable.' },
);

export const EffectivePrivilege = Type.Object(
  {
    inherited_from_name: Type.Optional(
      Type.String({ description: 'Full name of the parent that it was granted on; absent for a direct grant.' }),
    ),
    inherited_from_type: Type.Optional(described(SecurableType, 'Kind of that parent; absent for a direct grant.')),
    privilege: Type.Optional(described(Privilege, 'The privilege.')),
  },
  { title: 'EffectivePrivilege', description: 'A privilege and where it comes from.' },
);

export const EffectivePrivilegeAssignment = Type.Object(
  {
    principal: Type.Optional(Type.String({ description: 'User name, application id or group name.' })),
    privileges: Type.Optional(
      Type.Array(EffectivePrivilege, { description: 'The privileges with where they come from.' }),
    ),
  },
  { title: 'EffectivePrivilegeAssignment', description: 'The privileges that are in effect for a principal.' },
);

export const EffectivePermissionsList = Type.Object(
  {
    next_page_token: nextPageToken,
    privilege_assignments: Type.Optional(
      Type.Array(EffectivePrivilegeAssignment, { description: 'The privileges, one entry for each principal.' }),
    ),
  },
  { title: 'EffectivePermissionsList', description: 'Effective privileges on a securable.' },
);

export const UpdatePermissionsResponse = Type.Object(
  {
    privilege_assignments: Type.Optional(
      Type.Array(PrivilegeAssignment, {
        description: 'The grants, one entry for each principal; absent when they were not asked for.',
      }),
    ),
  },
  { title: 'UpdatePermissionsResponse', description: 'The grants after a change.' },
);

export const PermissionsChange = Type.Object(
  {
    add: Type.Optional(
      Type.Array(Privilege, { description: 'Privileges to grant; those that are held already stay.' }),
    ),
    principal: Type.Optional(
      Type.String({ description: 'User name, application id or group name; `account users` is everyone.' }),
    ),
    principal_id: Type.Optional(
      Int64({ description: 'Id of a principal that was deleted; only `remove` works then.' }),
    ),
    remove: Type.Optional(
      Type.Array(Privilege, { description: 'Privileges to revoke; those that are not held are passed over.' }),
    ),
  },
  { title: 'PermissionsChange', description: 'What to grant to a principal and what to revoke.' },
);

export const ListPrivilegeAssignmentsResponse = Type.Object(
  {
    privilege_assignments: Type.Optional(
      Type.Array(PrivilegeAssignment, {
        description: 'The grants on the securable of this page; absent when there are none.',
      }),
    ),
    next_page_token: nextPageToken,
  },
  { title: 'ListPrivilegeAssignmentsResponse', description: 'One page of the grants on a securable.' },
);

export const ListEffectivePrivilegeAssignmentsResponse = Type.Object(
  {
    effective_privilege_assignments: Type.Optional(
      Type.Array(EffectivePrivilegeAssignment, {
        description: 'The effective privileges on the securable of this page; absent when there are none.',
      }),
    ),
    next_page_token: nextPageToken,
  },
  {
    title: 'ListEffectivePrivilegeAssignmentsResponse',
    description: 'One page of the effective privileges on a securable.',
  },
);
