import { accessControlModels } from '../permissions/access-control.ts';
import { Enum } from '../schema.ts';

export const ClusterPermissionLevel = Enum(['CAN_ATTACH_TO', 'CAN_MANAGE', 'CAN_RESTART'], {
  title: 'ClusterPermissionLevel',
  description:
    'What a principal may do with a cluster. CAN_ATTACH_TO sees it and runs code on it, CAN_RESTART also starts, restarts and terminates it, CAN_MANAGE also changes it and its permissions.',
});

const models = accessControlModels({
  prefix: 'Cluster',
  noun: 'a cluster',
  level: ClusterPermissionLevel,
  objectId: 'Path of the cluster: `/clusters/` and its id.',
  objectType: 'Kind of the object: always `cluster` for clusters.',
});

export const ClusterPermissionsDescription = models.PermissionsDescription;
export const GetClusterPermissionLevelsResponse = models.GetPermissionLevelsResponse;
export const ClusterPermission = models.Permission;
export const ClusterAccessControlResponse = models.AccessControlResponse;
export const ClusterPermissions = models.Permissions;
export const ClusterAccessControlRequest = models.AccessControlRequest;
