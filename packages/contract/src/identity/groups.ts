import { adminOnly, anyCaller, operation, service } from '../operation.ts';
import { described, Type } from '../schema.ts';
import { DeletedPrincipal } from './deleted-principal.ts';
import { Group, GroupSchema, ListGroupsResponse, ResourceMeta } from './groups-models.ts';
import { attributeParameters, listParameters } from './list-parameters.ts';
import { ComplexValue, Patch, PatchSchema } from './models.ts';

const id = Type.String({ description: 'Numeric id of the group, from `id`; anything not numeric is not found.' });

/** `groups`, under `/api/2.0/preview/scim/v2/Groups`. */
export const groups = service(
  'groups',
  'identity',
  'Groups of users, service principals and other groups, by the SCIM 2.0 protocol.',
  {
    create: operation({
      summary: 'Create a group',
      description:
        'Groups nest up to ten levels deep and never in a circle; a workspace has at most 5000. The names `admins` and `users` are taken.',
      method: 'POST',
      path: '/api/2.0/preview/scim/v2/Groups',
      request: Type.Object({
        displayName: Type.Optional(
          Type.String({ description: 'Name of the group, unique in the workspace; it must be given.' }),
        ),
        entitlements: Type.Optional(
          Type.Array(ComplexValue, {
            description: 'Entitlements that every direct and nested member holds through the group, each in `value`.',
          }),
        ),
        externalId: Type.Optional(
          Type.String({
            description:
              "Identifier of the same group in the caller's identity provider; stored and returned, never interpreted.",
          }),
        ),
        groups: Type.Optional(
          Type.Array(ComplexValue, {
            description:
              'Ignored: a parent group names its members. Accepted because clients send back what they have read.',
          }),
        ),
        id: Type.Optional(
          Type.String({
            description: 'Ignored: the server chooses the id. Accepted because clients send whole resources.',
          }),
        ),
        members: Type.Optional(
          Type.Array(ComplexValue, {
            description: 'Users, service principals and groups to hold, each by its numeric id in `value`.',
          }),
        ),
        meta: Type.Optional(
          described(
            ResourceMeta,
            'Ignored: the server says what kind of group it is. Accepted because clients send whole resources.',
          ),
        ),
        roles: Type.Optional(
          Type.Array(ComplexValue, {
            description:
              'Opaque role names, each in `value`, stored and returned unchanged; this workspace attaches no rights to them.',
          }),
        ),
        schemas: Type.Optional(
          Type.Array(GroupSchema, { description: 'SCIM schema URNs of the body; absent means those of a group.' }),
        ),
      }),
      response: Group,
      status: 201,
      errors: ['RESOURCE_ALREADY_EXISTS', 'RESOURCE_DOES_NOT_EXIST', 'QUOTA_EXCEEDED'],
      access: adminOnly,
    }),

    delete: operation({
      summary: 'Delete a group',
      description:
        'Memberships, permissions and grants of the group vanish with it; its members stay. The system groups `admins` and `users` cannot be deleted.',
      method: 'DELETE',
      path: '/api/2.0/preview/scim/v2/Groups/{id}',
      request: Type.Object({ id }),
      response: DeletedPrincipal,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: adminOnly,
    }),

    get: operation({
      summary: 'Get a group',
      description:
        'The system group `users` shows every user and service principal as a member. Callers who are not administrators get only id and display name.',
      method: 'GET',
      path: '/api/2.0/preview/scim/v2/Groups/{id}',
      request: Type.Object({ id, ...attributeParameters }),
      response: Group,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: anyCaller,
    }),

    list: operation({
      summary: 'List groups',
      description:
        'Without `count` all come in one answer. Callers who are not administrators get only id and display name.',
      method: 'GET',
      path: '/api/2.0/preview/scim/v2/Groups',
      request: Type.Object({
        ...listParameters,
        filter: Type.Optional(
          Type.String({
            description:
              'SCIM filter of at most 200 nodes: `eq`, `ne`, `co`, `sw`, `pr` joined by `and`, `or`, parentheses. Only administrators may use attributes besides `id` and `displayName`.',
          }),
        ),
        sortBy: Type.Optional(
          Type.String({
            description: 'Attribute to order the groups by, such as `displayName`, which is meant when it is absent.',
          }),
        ),
      }),
      response: ListGroupsResponse,
      errors: [],
      access: anyCaller,
      paging: { items: 'Resources', style: 'scim' },
    }),

    patch: operation({
      summary: 'Change parts of a group',
      description:
        'Adds and removes members without naming the others. Removing `members` with a value removes only those listed; without one, all. The last active administrator stays in `admins`.',
      method: 'PATCH',
      path: '/api/2.0/preview/scim/v2/Groups/{id}',
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
      response: Group,
      errors: ['RESOURCE_ALREADY_EXISTS', 'RESOURCE_DOES_NOT_EXIST'],
      access: adminOnly,
    }),

    update: operation({
      summary: 'Replace a group',
      description:
        'Takes the whole resource: members who are not named leave the group. Roles are kept when absent. System groups cannot be renamed.',
      method: 'PUT',
      path: '/api/2.0/preview/scim/v2/Groups/{id}',
      request: Type.Object({
        id,
        displayName: Type.Optional(
          Type.String({ description: 'New name of the group, unique in the workspace; system groups keep theirs.' }),
        ),
        entitlements: Type.Optional(
          Type.Array(ComplexValue, {
            description: 'New entitlements of the group, each in `value`; the list replaces the present one.',
          }),
        ),
        externalId: Type.Optional(
          Type.String({
            description:
              "Identifier of the same group in the caller's identity provider; stored and returned, never interpreted.",
          }),
        ),
        groups: Type.Optional(
          Type.Array(ComplexValue, {
            description:
              'Ignored: a parent group names its members. Accepted because clients send back what they have read.',
          }),
        ),
        members: Type.Optional(
          Type.Array(ComplexValue, {
            description: 'New direct members, each by numeric id in `value`; the list replaces the present one.',
          }),
        ),
        meta: Type.Optional(
          described(
            ResourceMeta,
            'Ignored: the server says what kind of group it is. Accepted because clients send whole resources.',
          ),
        ),
        roles: Type.Optional(
          Type.Array(ComplexValue, {
            description: 'New opaque role names, each in `value`; the list replaces the present one. Absent keeps it.',
          }),
        ),
        schemas: Type.Optional(
          Type.Array(GroupSchema, { description: 'SCIM schema URNs of the body; absent means those of a group.' }),
        ),
      }),
      response: Group,
      errors: ['RESOURCE_ALREADY_EXISTS', 'RESOURCE_DOES_NOT_EXIST'],
      access: adminOnly,
    }),
  },
);
