import { described, Enum, Json, Type } from '../schema.ts';

export const ComplexValue = Type.Object(
  {
    display: Type.Optional(
      Type.String({ description: "Readable form of the element, such as a member's or group's name; read-only." }),
    ),
    primary: Type.Optional(
      Type.Boolean({
        description: 'Whether this is the main one of its kind, as for e-mail addresses; absent means false.',
      }),
    ),
    $ref: Type.Optional(
      Type.String({
        description: 'Relative path of the resource referred to, such as `Users/ID` or `Groups/ID`; read-only.',
      }),
    ),
    type: Type.Optional(
      Type.String({ description: 'Kind of element: `work` for e-mails; `direct` or `indirect` for groups.' }),
    ),
    value: Type.Optional(
      Type.String({
        description: 'The element itself: numeric id of a member or group, e-mail address, entitlement or role name.',
      }),
    ),
  },
  {
    title: 'ComplexValue',
    description: 'One element of a multi-valued SCIM attribute: an e-mail, entitlement, role, group or member.',
  },
);

export const SortOrder = Enum(['ascending', 'descending'], {
  title: 'SortOrder',
  description: 'Direction in which a SCIM list is ordered by `sortBy`.',
});

export const PatchOp = Enum(['add', 'remove', 'replace'], {
  title: 'PatchOp',
  'x-lenient': true,
  description: 'What a SCIM PATCH operation does to its path; letter case does not matter on input.',
});

export const Patch = Type.Object(
  {
    op: Type.Optional(described(PatchOp, 'What to do: add, replace or remove.')),
    path: Type.Optional(
      Type.String({
        description:
          'Attribute to change, optionally with a filter as in `members[value eq "ID"]`; absent: `value` is an object of attributes.',
      }),
    ),
    value: Type.Optional(
      Json({ description: 'What to add, set or remove. Absent in a removal: everything that `path` selects goes.' }),
    ),
  },
  { title: 'Patch', description: 'One operation of a SCIM PATCH request.' },
);

export const PatchSchema = Enum(['urn:ietf:params:scim:api:messages:2.0:PatchOp'], {
  title: 'PatchSchema',
  'x-lenient': true,
  description: 'SCIM message type URN that a PATCH body carries.',
});

export const Name = Type.Object(
  {
    familyName: Type.Optional(Type.String({ description: 'Family name, as the user writes it.' })),
    givenName: Type.Optional(Type.String({ description: 'Given name, as the user writes it.' })),
  },
  { title: 'Name', description: 'Name of a user in parts.' },
);

export const UserSchema = Enum(
  ['urn:ietf:params:scim:schemas:core:2.0:User', 'urn:ietf:params:scim:schemas:extension:workspace:2.0:User'],
  {
    title: 'UserSchema',
    'x-lenient': true,
    description: 'SCIM schema URNs of a user: the core schema and the workspace extension.',
  },
);

export const User = Type.Object(
  {
    active: Type.Optional(
      Type.Boolean({
        description: "Whether the user may authenticate; false refuses the user's tokens without deleting them.",
      }),
    ),
    displayName: Type.Optional(Type.String({ description: 'Full name shown to people; not necessarily unique.' })),
    emails: Type.Optional(
      Type.Array(ComplexValue, {
        description: 'E-mail addresses: address in `value`, kind in `type`, the main one marked by `primary`.',
      }),
    ),
    entitlements: Type.Optional(
      Type.Array(ComplexValue, {
        description:
          'Entitlements held directly, each in `value`: workspace-access, databricks-sql-access, allow-cluster-create, allow-instance-pool-create, workspace-consume.',
      }),
    ),
    externalId: Type.Optional(
      Type.String({
        description:
          "Identifier of the same user in the caller's identity provider; stored and returned, never interpreted.",
      }),
    ),
    groups: Type.Optional(
      Type.Array(ComplexValue, {
        description:
          'Groups the user belongs to, read-only: id in `value`, name in `display`, `direct` or `indirect` in `type`.',
      }),
    ),
    id: Type.Optional(Type.String({ description: 'Numeric id as a string, chosen by the server and never reused.' })),
    name: Type.Optional(described(Name, 'Given and family name of the user.')),
    roles: Type.Optional(
      Type.Array(ComplexValue, { description: 'Opaque role names, each in `value`, exactly as they were stored.' }),
    ),
    schemas: Type.Optional(Type.Array(UserSchema, { description: 'SCIM schema URNs of the resource.' })),
    userName: Type.Optional(
      Type.String({
        description:
          "Sign-in name in e-mail form, unique without regard to case; a service principal's application id in Me.",
      }),
    ),
  },
  { title: 'User', description: 'A user, as a SCIM resource; also how the calling principal is described.' },
);
