import { adminOnly, anyCaller, operation, service } from '../operation.ts';
import { described, Int64, Type } from '../schema.ts';
import { DeletedPrincipal } from './deleted-principal.ts';
import { attributeParameters, listParameters } from './list-parameters.ts';
import { Patch, PatchSchema, SortOrder, User } from './models.ts';
import { CreateUserRequest, UpdateUserRequest } from './user-requests.ts';
import {
  GetPasswordPermissionLevelsResponse,
  ListUsersResponse,
  PasswordAccessControlRequest,
  PasswordPermissions,
} from './users-models.ts';

const id = Type.String({ description: 'Numeric id of the user, from `id`; anything not numeric is not found.' });

/** `users`, under `/api/2.0/preview/scim/v2/Users` and `/api/2.0/permissions/authorization/passwords`. */
export const users = service(
  'users',
  'identity',
  'Users, the identities of people, by the SCIM 2.0 protocol, and who may sign in by password.',
  {
    create: operation({
      summary: 'Create a user',
      description:
        'The user becomes a member of the system group `users`. A workspace has at most 10000 users and service principals together.',
      method: 'POST',
      path: '/api/2.0/preview/scim/v2/Users',
      request: CreateUserRequest,
      response: User,
      status: 201,
      errors: ['RESOURCE_ALREADY_EXISTS', 'RESOURCE_DOES_NOT_EXIST', 'QUOTA_EXCEEDED'],
      access: adminOnly,
    }),

    delete: operation({
      summary: 'Delete a user',
      description:
        "The user's tokens stop working at once and the user leaves all groups. Shared objects stay. The last active administrator cannot be deleted.",
      method: 'DELETE',
      path: '/api/2.0/preview/scim/v2/Users/{id}',
      request: Type.Object({ id }),
      response: DeletedPrincipal,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: adminOnly,
    }),

    get: operation({
      summary: 'Get a user',
      description: 'Callers who are not administrators get only id, user name and display name.',
      method: 'GET',
      path: '/api/2.0/preview/scim/v2/Users/{id}',
      request: Type.Object({
        id,
        ...attributeParameters,
        count: Type.Optional(
          Int64({ description: 'No effect on a single user; accepted because official clients can send it.' }),
        ),
        filter: Type.Optional(
          Type.String({ description: 'No effect on a single user; accepted because official clients can send it.' }),
        ),
        sortBy: Type.Optional(
          Type.String({ description: 'No effect on a single user; accepted because official clients can send it.' }),
        ),
        sortOrder: Type.Optional(
          described(SortOrder, 'No effect on a single user; accepted because official clients can send it.'),
        ),
        startIndex: Type.Optional(
          Int64({ description: 'No effect on a single user; accepted because official clients can send it.' }),
        ),
      }),
      response: User,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: anyCaller,
    }),

    getPermissionLevels: operation({
      summary: 'List the permission levels of password sign-in',
      method: 'GET',
      path: '/api/2.0/permissions/authorization/passwords/permissionLevels',
      request: Type.Object({}),
      response: GetPasswordPermissionLevelsResponse,
      errors: [],
      access: adminOnly,
      scope: 'access-management',
    }),

    getPermissions: operation({
      summary: 'Get who may sign in by password',
      method: 'GET',
      path: '/api/2.0/permissions/authorization/passwords',
      request: Type.Object({}),
      response: PasswordPermissions,
      errors: [],
      access: adminOnly,
      scope: 'access-management',
    }),

    list: operation({
      summary: 'List users',
      description:
        'Without `count` all come in one answer. Callers who are not administrators get only id, user name and display name.',
      method: 'GET',
      path: '/api/2.0/preview/scim/v2/Users',
      request: Type.Object({
        ...listParameters,
        filter: Type.Optional(
          Type.String({
            description:
              'SCIM filter of at most 200 nodes: `eq`, `ne`, `co`, `sw`, `pr` joined by `and`, `or`, parentheses. Only administrators may use attributes besides `id`, `userName` and `displayName`.',
          }),
        ),
        sortBy: Type.Optional(
          Type.String({
            description: 'Attribute to order the users by, such as `userName`, which is meant when it is absent.',
          }),
        ),
      }),
      response: ListUsersResponse,
      errors: [],
      access: anyCaller,
      paging: { items: 'Resources', style: 'scim' },
    }),

    patch: operation({
      summary: 'Change parts of a user',
      description:
        'Changes of `userName`, `emails` and `groups` are ignored without an error, and so are those of attributes of RFC 7643 that the workspace does not keep, such as `title`. The last active administrator cannot be deactivated.',
      method: 'PATCH',
      path: '/api/2.0/preview/scim/v2/Users/{id}',
      request: Type.Object({
        id,
        Operations: Type.Optional(
          Type.Array(Patch, {
            description: 'Changes in the order they are applied; either all of them take effect or none.',
          }),
        ),
        schemas: Type.Optional(
          Type.Array(PatchSchema, {
            description: 'SCIM message type of the body, the PatchOp URN; absent means the same.',
          }),
        ),
      }),
      response: User,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: adminOnly,
    }),

    setPermissions: operation({
      summary: 'Replace who may sign in by password',
      description: 'Replaces all direct entries; the level of administrators cannot be taken away.',
      method: 'PUT',
      path: '/api/2.0/permissions/authorization/passwords',
      request: Type.Object({
        access_control_list: Type.Optional(
          Type.Array(PasswordAccessControlRequest, {
            description:
              'New direct entries for principals, each naming one principal and `CAN_USE`. Empty or absent removes all.',
          }),
        ),
      }),
      response: PasswordPermissions,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: adminOnly,
      scope: 'access-management',
    }),

    update: operation({
      summary: 'Replace a user',
      description:
        'Takes the whole resource: absent entitlements are none. Group membership, `userName` and `emails` are not touched; `active`, `name`, `displayName` and `roles` stay as they are when absent.',
      method: 'PUT',
      path: '/api/2.0/preview/scim/v2/Users/{id}',
      request: UpdateUserRequest,
      response: User,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: adminOnly,
    }),

    updatePermissions: operation({
      summary: 'Change who may sign in by password',
      description: 'Changes the entries of the named principals and leaves the others as they are.',
      method: 'PATCH',
      path: '/api/2.0/permissions/authorization/passwords',
      request: Type.Object({
        access_control_list: Type.Optional(
          Type.Array(PasswordAccessControlRequest, {
            description:
              'Entries for principals, each naming one principal and `CAN_USE`. Principals not named keep theirs.',
          }),
        ),
      }),
      response: PasswordPermissions,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: adminOnly,
      scope: 'access-management',
    }),
  },
);
