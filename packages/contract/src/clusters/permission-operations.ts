import { allowedTo, operation } from '../operation.ts';
import { Type } from '../schema.ts';
import {
  ClusterAccessControlRequest,
  ClusterPermissions,
  GetClusterPermissionLevelsResponse,
} from './permission-models.ts';

const clusterId = Type.String({ description: 'Id of the cluster, such as `0124-165313-5fpp2uv9`.' });

/** Who may do what with a cluster: `/api/2.0/permissions/clusters`. */
export const permissionOperations = {
  getPermissionLevels: operation({
    summary: 'List the permission levels for a cluster',
    method: 'GET',
    path: '/api/2.0/permissions/clusters/{cluster_id}/permissionLevels',
    request: Type.Object({ cluster_id: clusterId }),
    response: GetClusterPermissionLevelsResponse,
    errors: ['RESOURCE_DOES_NOT_EXIST'],
    access: allowedTo('CAN_ATTACH_TO on the cluster'),
    scope: 'access-management',
  }),

  getPermissions: operation({
    summary: 'Get who may use a cluster',
    method: 'GET',
    path: '/api/2.0/permissions/clusters/{cluster_id}',
    request: Type.Object({ cluster_id: clusterId }),
    response: ClusterPermissions,
    errors: ['RESOURCE_DOES_NOT_EXIST', 'INVALID_STATE'],
    access: allowedTo('CAN_MANAGE on the cluster'),
    scope: 'access-management',
  }),

  setPermissions: operation({
    summary: 'Replace who may use a cluster',
    description: 'Group `admins` keeps CAN_MANAGE, which it inherits.',
    method: 'PUT',
    path: '/api/2.0/permissions/clusters/{cluster_id}',
    request: Type.Object({
      cluster_id: clusterId,
      access_control_list: Type.Optional(
        Type.Array(ClusterAccessControlRequest, {
          description:
            'Complete new list of direct entries; principals left out lose theirs. Absent or empty removes all.',
        }),
      ),
    }),
    response: ClusterPermissions,
    errors: ['RESOURCE_DOES_NOT_EXIST', 'INVALID_STATE'],
    access: allowedTo('CAN_MANAGE on the cluster'),
    scope: 'access-management',
  }),

  updatePermissions: operation({
    summary: 'Change who may use a cluster',
    method: 'PATCH',
    path: '/api/2.0/permissions/clusters/{cluster_id}',
    request: Type.Object({
      cluster_id: clusterId,
      access_control_list: Type.Optional(
        Type.Array(ClusterAccessControlRequest, {
          description: 'Entries to add or replace; principals that are not named keep theirs.',
        }),
      ),
    }),
    response: ClusterPermissions,
    errors: ['RESOURCE_DOES_NOT_EXIST', 'INVALID_STATE'],
    access: allowedTo('CAN_MANAGE on the cluster'),
    scope: 'access-management',
  }),
};
