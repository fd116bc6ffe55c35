import { ApiError } from '../http/api-error.ts';
import type { ObjectType } from './object-type.ts';

/** Until a domain keeps objects of a type, there are none. */
const noneYet =
  (kind: string): ObjectType['find'] =>
  async (_, id) => {
    throw new ApiError('RESOURCE_DOES_NOT_EXIST', `${kind} ${id} does not exist`);
  };

/** Clusters. The domain that keeps them replaces `find`. */
export const clusterType: ObjectType = {
  names: ['clusters'],
  noun: 'cluster',
  objectType: 'cluster',
  root: '/clusters/',
  levels: [
    { level: 'CAN_ATTACH_TO', description: 'Can Attach To permission on cluster' },
    { level: 'CAN_RESTART', description: 'Can Restart permission on cluster' },
    { level: 'CAN_MANAGE', description: 'Can Manage permission on cluster' },
  ],
  hasOwner: false,
  admins: 'inherited',
  find: noneYet('Cluster'),
};

/** SQL warehouses, under all names that paths have had for them. The domain that keeps them replaces `find`. */
export const warehouseType: ObjectType = {
  names: ['warehouses', 'sql/warehouses', 'sql/endpoints'],
  noun: 'warehouse',
  objectType: 'warehouses',
  root: '/warehouses/',
  levels: [
    { level: 'CAN_VIEW', description: 'Can View permission on warehouse' },
    { level: 'CAN_USE', description: 'Can Use permission on warehouse' },
    { level: 'CAN_MONITOR', description: 'Can Monitor permission on warehouse' },
    { level: 'CAN_MANAGE', description: 'Can Manage permission on warehouse' },
    { level: 'IS_OWNER', description: 'Is Owner permission on warehouse' },
  ],
  hasOwner: true,
  admins: 'inherited',
  find: noneYet('Warehouse'),
};

/** Cluster policies. The domain that keeps them replaces `find`. */
export const clusterPolicyType: ObjectType = {
  names: ['cluster-policies'],
  noun: 'cluster policy',
  objectType: 'cluster-policy',
  root: '/cluster-policies/',
  levels: [{ level: 'CAN_USE', description: 'Can Use permission on cluster policy' }],
  hasOwner: false,
  admins: 'inherited',
  find: noneYet('Cluster policy'),
};
