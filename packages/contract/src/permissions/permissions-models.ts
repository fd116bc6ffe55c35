import { Enum } from '../schema.ts';
import { accessControlModels } from './access-control.ts';

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

const models = accessControlModels({
  prefix: '',
  noun: 'an object',
  level: PermissionLevel,
  objectId: 'Path-like id of the object, such as `/clusters/ID`.',
  objectType: 'Kind of the object: `cluster`, `warehouses`, `cluster-policy`, `tokens` or `passwords`.',
});

export const PermissionsDescription = models.PermissionsDescription;
export const GetPermissionLevelsResponse = models.GetPermissionLevelsResponse;
export const Permission = models.Permission;
export const AccessControlResponse = models.AccessControlResponse;
export const ObjectPermissions = models.Permissions;
export const AccessControlRequest = models.AccessControlRequest;
