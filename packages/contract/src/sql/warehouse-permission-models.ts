import { described, Enum, Type } from '../schema.ts';

export const WarehousePermissionLevel = Enum(['CAN_MANAGE', 'CAN_MONITOR', 'CAN_USE', 'CAN_VIEW', 'IS_OWNER'], {
  title: 'WarehousePermissionLevel',
  description:
    'What a principal may do with a warehouse. CAN_VIEW sees it, CAN_USE starts it and runs statements, CAN_MONITOR also sees all queries, CAN_MANAGE also changes it; IS_OWNER adds ownership.',
});

export const WarehousePermissionsDescription = Type.Object(
  {
    description: Type.Optional(
      Type.String({ description: 'What the level allows, as a sentence for people to read.' }),
    ),
    permission_level: Type.Optional(
      described(WarehousePermissionLevel, 'The level that the description explains, as it is written in requests.'),
    ),
  },
  { title: 'WarehousePermissionsDescription', description: 'A permission level of a warehouse, explained.' },
);

export const GetWarehousePermissionLevelsResponse = Type.Object(
  {
    permission_levels: Type.Optional(
      Type.Array(WarehousePermissionsDescription, {
        description: 'One entry for each level that can be granted on this kind of object.',
      }),
    ),
  },
  { title: 'GetWarehousePermissionLevelsResponse', description: 'The permission levels that a warehouse knows.' },
);

export const WarehousePermission = Type.Object(
  {
    inherited: Type.Optional(
      Type.Boolean({
        description: 'True when the level comes from a parent object and cannot be changed on this one.',
      }),
    ),
    inherited_from_object: Type.Optional(
      Type.Array(Type.String(), {
        description: 'Paths of the parent objects that grant the level; absent when it was granted directly.',
      }),
    ),
    permission_level: Type.Optional(described(WarehousePermissionLevel, 'The level that is held on the object.')),
  },
  { title: 'WarehousePermission', description: 'One permission level on a warehouse, and whether it is inherited.' },
);

export const WarehouseAccessControlResponse = Type.Object(
  {
    all_permissions: Type.Optional(
      Type.Array(WarehousePermission, {
        description: 'The strongest level that the principal holds, with where it comes from.',
      }),
    ),
    display_name: Type.Optional(
      Type.String({ description: 'Name of the user or service principal as people read it; absent for groups.' }),
    ),
    group_name: Type.Optional(
      Type.String({
        description:
          'Display name of the group that the entry is for; absent when it is for another kind of principal.',
      }),
    ),
    service_principal_name: Type.Optional(
      Type.String({
        description:
          'Application id (UUID) of the service principal that the entry is for; absent for users and groups.',
      }),
    ),
    user_name: Type.Optional(
      Type.String({
        description:
          'Login name of the user that the entry is for; absent when it is for a group or service principal.',
      }),
    ),
  },
  {
    title: 'WarehouseAccessControlResponse',
    description: 'What one principal holds on a warehouse. Exactly one of the three principal names is set.',
  },
);

export const WarehousePermissions = Type.Object(
  {
    access_control_list: Type.Optional(
      Type.Array(WarehouseAccessControlResponse, {
        description:
          'One entry for each principal that holds a level, directly or by inheritance, in no promised order.',
      }),
    ),
    object_id: Type.Optional(
      Type.String({
        description: 'Path of the warehouse in the tree of objects that permissions are inherited along.',
      }),
    ),
    object_type: Type.Optional(
      Type.String({ description: 'Kind of the object: always `warehouses` for SQL warehouses.' }),
    ),
  },
  { title: 'WarehousePermissions', description: 'Who holds which permission level on a warehouse.' },
);

export const WarehouseAccessControlRequest = Type.Object(
  {
    group_name: Type.Optional(
      Type.String({ description: 'Display name of the group whose members get the level, compared ignoring case.' }),
    ),
    permission_level: Type.Optional(
      described(WarehousePermissionLevel, 'Level to give; it replaces the one that the principal holds directly.'),
    ),
    service_principal_name: Type.Optional(
      Type.String({ description: 'Application id (UUID) of the service principal that gets the level.' }),
    ),
    user_name: Type.Optional(
      Type.String({
        description:
          'Login name of the user who gets the level; an application id is understood as a service principal.',
      }),
    ),
  },
  {
    title: 'WarehouseAccessControlRequest',
    description:
      'A permission level to give to one principal on a warehouse. Exactly one of the three principal names must be set.',
  },
);
