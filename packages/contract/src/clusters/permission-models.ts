import { described, Enum, Type } from '../schema.ts';

export const ClusterPermissionLevel = Enum(['CAN_ATTACH_TO', 'CAN_MANAGE', 'CAN_RESTART'], {
  title: 'ClusterPermissionLevel',
  description:
    'What a principal may do with a cluster. CAN_ATTACH_TO sees it and runs code on it, CAN_RESTART also starts, restarts and terminates it, CAN_MANAGE also changes it and its permissions.',
});

export const ClusterPermissionsDescription = Type.Object(
  {
    description: Type.Optional(
      Type.String({ description: 'What the level allows, as a sentence for people to read.' }),
    ),
    permission_level: Type.Optional(
      described(ClusterPermissionLevel, 'The level that the description explains, as it is written in requests.'),
    ),
  },
  { title: 'ClusterPermissionsDescription', description: 'A permission level of a cluster, explained.' },
);

export const GetClusterPermissionLevelsResponse = Type.Object(
  {
    permission_levels: Type.Optional(
      Type.Array(ClusterPermissionsDescription, {
        description: 'One entry for each level that can be granted on this kind of object.',
      }),
    ),
  },
  { title: 'GetClusterPermissionLevelsResponse', description: 'The permission levels that a cluster knows.' },
);

export const ClusterPermission = Type.Object(
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
    permission_level: Type.Optional(described(ClusterPermissionLevel, 'The level that is held on the object.')),
  },
  { title: 'ClusterPermission', description: 'One permission level on a cluster, and whether it is inherited.' },
);

export const ClusterAccessControlResponse = Type.Object(
  {
    all_permissions: Type.Optional(
      Type.Array(ClusterPermission, {
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
    title: 'ClusterAccessControlResponse',
    description: 'What one principal holds on a cluster. Exactly one of the three principal names is set.',
  },
);

export const ClusterPermissions = Type.Object(
  {
    access_control_list: Type.Optional(
      Type.Array(ClusterAccessControlResponse, {
        description:
          'One entry for each principal that holds a level, directly or by inheritance, in no promised order.',
      }),
    ),
    object_id: Type.Optional(Type.String({ description: 'Path of the cluster: `/clusters/` and its id.' })),
    object_type: Type.Optional(Type.String({ description: 'Kind of the object: always `cluster` for clusters.' })),
  },
  { title: 'ClusterPermissions', description: 'Who holds which permission level on a cluster.' },
);

export const ClusterAccessControlRequest = Type.Object(
  {
    group_name: Type.Optional(
      Type.String({ description: 'Display name of the group whose members get the level, compared ignoring case.' }),
    ),
    permission_level: Type.Optional(
      described(ClusterPermissionLevel, 'Level to give; it replaces the one that the principal holds directly.'),
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
    title: 'ClusterAccessControlRequest',
    description:
      'A permission level to give to one principal on a cluster. Exactly one of the three principal names must be set.',
  },
);
