import { accessControlModels } from '../permissions/access-control.ts';
import { Enum } from '../schema.ts';

export const WarehousePermissionLevel = Enum(['CAN_MANAGE', 'CAN_MONITOR', 'CAN_USE', 'CAN_VIEW', 'IS_OWNER'], {
  title: 'WarehousePermissionLevel',
  description:
    'What a principal may do with a warehouse. CAN_VIEW sees it, CAN_USE starts it and runs statements, CAN_MONITOR also sees all queries, CAN_MANAGE also changes it; IS_OWNER adds ownership.',
});

const models = accessControlModels({
  prefix: 'Warehouse',
  noun: 'a warehouse',
  level: WarehousePermissionLevel,
  objectId: 'Path of the warehouse in the tree of objects that permissions are inherited along.',
  objectType: 'Kind of the object: always `warehouses` for SQL warehouses.',
});

export const WarehousePermissionsDescription = models.PermissionsDescription;
export const GetWarehousePermissionLevelsResponse = models.GetPermissionLevelsResponse;
export const WarehousePermission = models.Permission;
export const WarehouseAccessControlResponse = models.AccessControlResponse;
export const WarehousePermissions = models.Permissions;
export const WarehouseAccessControlRequest = models.AccessControlRequest;
