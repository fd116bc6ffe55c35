import { described, Enum, Int64, Type } from '../schema.ts';
import { User } from './models.ts';

export const PasswordPermissionLevel = Enum(['CAN_USE'], {
  title: 'PasswordPermissionLevel',
  description: 'Permission levels on password sign-in; `CAN_USE` lets a principal sign in by password.',
});

export const PasswordPermissionsDescription = Type.Object(
  {
    description: Type.Optional(Type.String({ description: 'What the level allows, in words for people.' })),
    permission_level: Type.Optional(described(PasswordPermissionLevel, 'The level that the description explains.')),
  },
  {
    title: 'PasswordPermissionsDescription',
    description: 'A permission level of password sign-in and what it allows.',
  },
);

export const GetPasswordPermissionLevelsResponse = Type.Object(
  {
    permission_levels: Type.Optional(
      Type.Array(PasswordPermissionsDescription, {
        description: 'Every level that may be given on password sign-in, with its meaning.',
      }),
    ),
  },
  { title: 'GetPasswordPermissionLevelsResponse', description: 'The permission levels that password sign-in knows.' },
);

export const PasswordPermission = Type.Object(
  {
    inherited: Type.Optional(
      Type.Boolean({
        description: 'Whether the level comes from a parent object; inherited levels cannot be removed here.',
      }),
    ),
    inherited_from_object: Type.Optional(
      Type.Array(Type.String(), {
        description: 'Ids of the objects it is inherited from, such as `/clusters/`; absent when direct.',
      }),
    ),
    permission_level: Type.Optional(described(PasswordPermissionLevel, 'The level that the principal holds.')),
  },
  { title: 'PasswordPermission', description: 'One permission level on password sign-in and where it comes from.' },
);

export const PasswordAccessControlResponse = Type.Object(
  {
    all_permissions: Type.Optional(
      Type.Array(PasswordPermission, {
        description: 'Levels of the principal, direct and inherited; of direct ones only the highest.',
      }),
    ),
    display_name: Type.Optional(Type.String({ description: 'Name of the user or service principal shown to people.' })),
    group_name: Type.Optional(Type.String({ description: 'Display name of the group, when the principal is one.' })),
    service_principal_name: Type.Optional(
      Type.String({ description: 'Application id of the service principal, when the principal is one.' }),
    ),
    user_name: Type.Optional(Type.String({ description: 'Sign-in name of the user, when the principal is one.' })),
  },
  {
    title: 'PasswordAccessControlResponse',
    description: 'One principal and all the levels it has on password sign-in.',
  },
);

export const PasswordPermissions = Type.Object(
  {
    access_control_list: Type.Optional(
      Type.Array(PasswordAccessControlResponse, {
        description: 'One entry for each principal that holds a level, direct or inherited.',
      }),
    ),
    object_id: Type.Optional(
      Type.String({ description: 'Path-like id of the object, `/authorization/passwords` for every workspace.' }),
    ),
    object_type: Type.Optional(Type.String({ description: 'Kind of the object, always `passwords` for this list.' })),
  },
  { title: 'PasswordPermissions', description: 'The access control list of password sign-in.' },
);

export const PasswordAccessControlRequest = Type.Object(
  {
    group_name: Type.Optional(
      Type.String({ description: 'Display name of a group; absent when the entry is for another kind of principal.' }),
    ),
    permission_level: Type.Optional(
      described(PasswordPermissionLevel, 'Level to give; must be one of those of password sign-in, `CAN_USE`.'),
    ),
    service_principal_name: Type.Optional(
      Type.String({ description: 'Application id of a service principal; absent when the entry is for another kind.' }),
    ),
    user_name: Type.Optional(
      Type.String({ description: "Sign-in name of a user; a service principal's application id is accepted too." }),
    ),
  },
  {
    title: 'PasswordAccessControlRequest',
    description: 'One principal and the level it gets on password sign-in; names exactly one principal.',
  },
);

export const ListUsersResponse = Type.Object(
  {
    schemas: Type.Optional(Type.Array(Type.String(), { description: 'The schema URN of a SCIM list response.' })),
    totalResults: Type.Optional(Int64({ description: 'How many resources match, over all pages.' })),
    startIndex: Type.Optional(Int64({ description: 'Position of the first resource of this page, counted from 1.' })),
    itemsPerPage: Type.Optional(Int64({ description: 'How many resources this page holds.' })),
    Resources: Type.Optional(Type.Array(User, { description: 'The users of this page; absent when there are none.' })),
  },
  { title: 'ListUsersResponse', description: 'One page of the users that the caller may see.' },
);
