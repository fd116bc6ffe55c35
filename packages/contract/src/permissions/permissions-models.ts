import { described, Enum, Type } from '../schema.ts';

export const PermissionLevel = Enum(
  [
    'CAN_ATTACH_TO',
    'CAN_BIND',
    'CAN_CREATE',
    'CAN_CREATE_APP',
    'CAN_EDIT',
    'CAN_EDIT_METADATA',
    'CAN_MANAGE',
    'CAN_MANAGE_PRODUCTION_VERSIONS',
    'CAN_MANAGE_RUN',
    'CAN_MANAGE_STAGING_VERSIONS',
    'CAN_MONITOR',
    'CAN_MONITOR_ONLY',
    'CAN_QUERY',
    'CAN_READ',
    'CAN_RESTART',
    'CAN_RUN',
    'CAN_USE',
    'CAN_VIEW',
    'CAN_VIEW_METADATA',
    'IS_OWNER',
    'UNSPECIFIED',
  ],
  {
    title: 'PermissionLevel',
    description:
      'Permission levels on workspace objects; each kind of object accepts only some, ordered from weak to strong.',
  },
);

export const Permission = Type.Object(
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
    permission_level: Type.Optional(described(PermissionLevel, 'The level that the principal holds.')),
  },
  { title: 'Permission', description: 'One permission level on an object and where it comes from.' },
);

export const AccessControlResponse = Type.Object(
  {
    all_permissions: Type.Optional(
      Type.Array(Permission, {
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
  { title: 'AccessControlResponse', description: 'One principal and all the levels it has on an object.' },
);

export const ObjectPermissions = Type.Object(
  {
    access_control_list: Type.Optional(
      Type.Array(AccessControlResponse, {
        description: 'One entry for each principal that holds a level, direct or inherited.',
      }),
    ),
    object_id: Type.Optional(Type.String({ description: 'Path-like id of the object, such as `/clusters/ID`.' })),
    object_type: Type.Optional(
      Type.String({
        description: 'Kind of the object: `cluster`, `warehouses`, `cluster-policy`, `tokens` or `passwords`.',
      }),
    ),
  },
  { title: 'ObjectPermissions', description: 'The access control list of one object.' },
);

export const PermissionsDescription = Type.Object(
  {
    description: Type.Optional(Type.String({ description: 'What the level allows, in words for people.' })),
    permission_level: Type.Optional(described(PermissionLevel, 'The level that the description explains.')),
  },
  { title: 'PermissionsDescription', description: 'A permission level and what it allows.' },
);

export const GetPermissionLevelsResponse = Type.Object(
  {
    permission_levels: Type.Optional(
      Type.Array(PermissionsDescription, {
        description: 'Every level that may be given on the object, with its meaning.',
      }),
    ),
  },
  { title: 'GetPermissionLevelsResponse', description: "The permission levels that an object's kind knows." },
);

export const AccessControlRequest = Type.Object(
  {
    group_name: Type.Optional(
      Type.String({ description: 'Display name of a group; absent when the entry is for another kind of principal.' }),
    ),
    permission_level: Type.Optional(
      described(PermissionLevel, 'Level to give; must be one of those valid for the kind of object.'),
    ),
    service_principal_name: Type.Optional(
      Type.String({ description: 'Application id of a service principal; absent when the entry is for another kind.' }),
    ),
    user_name: Type.Optional(
      Type.String({ description: "Sign-in name of a user; a service principal's application id is accepted too." }),
    ),
  },
  {
    title: 'AccessControlRequest',
    description: 'One principal and the level it gets on an object; names exactly one principal.',
  },
);
