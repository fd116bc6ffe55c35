import { described, Enum, Int64, Type } from '../schema.ts';
import { ComplexValue } from './models.ts';

export const ResourceMeta = Type.Object(
  {
    resourceType: Type.Optional(
      Type.String({ description: '`WorkspaceGroup` for groups of this workspace, `Group` for groups of the account.' }),
    ),
  },
  { title: 'ResourceMeta', description: 'What the server says about a SCIM resource; read-only.' },
);

export const GroupSchema = Enum(['urn:ietf:params:scim:schemas:core:2.0:Group'], {
  title: 'GroupSchema',
  'x-lenient': true,
  description: 'SCIM schema URN of a group.',
});

export const Group = Type.Object(
  {
    displayName: Type.Optional(
      Type.String({ description: 'Name of the group, unique in the workspace; permissions and grants use it.' }),
    ),
    entitlements: Type.Optional(
      Type.Array(ComplexValue, {
        description: 'Entitlements that all direct and nested members hold through the group, each in `value`.',
      }),
    ),
    externalId: Type.Optional(
      Type.String({ description: 'Identifier of the same group in an identity provider; never interpreted.' }),
    ),
    groups: Type.Optional(
      Type.Array(ComplexValue, {
        description:
          'Groups that contain this one, read-only: id in `value`, name in `display`, `direct` or `indirect` in `type`.',
      }),
    ),
    id: Type.Optional(Type.String({ description: 'Numeric id as a string, chosen by the server and never reused.' })),
    members: Type.Optional(
      Type.Array(ComplexValue, {
        description: 'Direct members: numeric id in `value`, name in `display`, kind from the path in `$ref`.',
      }),
    ),
    meta: Type.Optional(described(ResourceMeta, 'What kind of group it is; set by the server.')),
    roles: Type.Optional(
      Type.Array(ComplexValue, { description: 'Opaque role names, each in `value`, exactly as they were stored.' }),
    ),
    schemas: Type.Optional(Type.Array(GroupSchema, { description: 'SCIM schema URNs of the resource.' })),
  },
  { title: 'Group', description: 'A group of principals, as a SCIM resource.' },
);

export const ListGroupsResponse = Type.Object(
  {
    schemas: Type.Optional(Type.Array(Type.String(), { description: 'The schema URN of a SCIM list response.' })),
    totalResults: Type.Optional(Int64({ description: 'How many resources match, over all pages.' })),
    startIndex: Type.Optional(Int64({ description: 'Position of the first resource of this page, counted from 1.' })),
    itemsPerPage: Type.Optional(Int64({ description: 'How many resources this page holds.' })),
    Resources: Type.Optional(Type.Array(Group, { description: 'The groups of this page; empty when there are none.' })),
  },
  { title: 'ListGroupsResponse', description: 'One page of the groups that the caller may see.' },
);
