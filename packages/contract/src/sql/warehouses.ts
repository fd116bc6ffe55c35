import { pageSize, pageToken } from '../fields.ts';
import { adminOnly, allowedTo, anyCaller, operation, service } from '../operation.ts';
import { Empty, Int64, Type } from '../schema.ts';
import { GetWorkspaceWarehouseConfigResponse } from './warehouse-config-models.ts';
import {
  GetWarehousePermissionLevelsResponse,
  WarehouseAccessControlRequest,
  WarehousePermissions,
} from './warehouse-permission-models.ts';
import {
  CreateWarehouseRequest,
  EditWarehouseRequest,
  SetWorkspaceWarehouseConfigRequest,
} from './warehouse-requests.ts';
import { CreateWarehouseResponse, GetWarehouseResponse, ListWarehousesResponse } from './warehouses-models.ts';

const id = Type.String({ description: 'Id of the warehouse: 16 hex digits.' });

const warehouseId = Type.String({ description: 'Id of the warehouse: 16 hex digits.' });

/**
 * `warehouses`, under
 * - `/api/2.0/sql/warehouses`
 * - `/api/2.0/permissions/warehouses`
 * - `/api/2.0/sql/config/warehouses`
 */
export const warehouses = service(
  'warehouses',
  'sql',
  'Administers SQL warehouses: the compute that runs SQL statements, who may use it, and workspace-wide defaults.',
  {
    create: operation({
      summary: 'Create a SQL warehouse',
      description:
        'Answers at once with the id; the warehouse is STARTING and becomes RUNNING. A name that is taken is an INVALID_PARAMETER_VALUE. The creator becomes its owner.',
      method: 'POST',
      path: '/api/2.0/sql/warehouses',
      request: CreateWarehouseRequest,
      response: CreateWarehouseResponse,
      errors: [],
      access: allowedTo('entitlement allow-cluster-create'),
    }),

    delete: operation({
      summary: 'Delete a SQL warehouse',
      description: 'Stops it and cancels what runs on it; the id is unknown afterwards.',
      method: 'DELETE',
      path: '/api/2.0/sql/warehouses/{id}',
      request: Type.Object({ id }),
      response: Empty,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: allowedTo('CAN_MANAGE on the warehouse'),
    }),

    edit: operation({
      summary: 'Change a SQL warehouse',
      description: 'Only fields that are sent change. A new size restarts the engine of a running warehouse.',
      method: 'POST',
      path: '/api/2.0/sql/warehouses/{id}/edit',
      request: EditWarehouseRequest,
      response: Empty,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: allowedTo('CAN_MANAGE on the warehouse'),
    }),

    get: operation({
      summary: 'Get a SQL warehouse',
      method: 'GET',
      path: '/api/2.0/sql/warehouses/{id}',
      request: Type.Object({ id }),
      response: GetWarehouseResponse,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: allowedTo('CAN_VIEW on the warehouse'),
    }),

    getPermissionLevels: operation({
      summary: 'List the permission levels for a warehouse',
      method: 'GET',
      path: '/api/2.0/permissions/warehouses/{warehouse_id}/permissionLevels',
      request: Type.Object({ warehouse_id: warehouseId }),
      response: GetWarehousePermissionLevelsResponse,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: allowedTo('CAN_VIEW on the warehouse'),
      scope: 'access-management',
    }),

    getPermissions: operation({
      summary: 'Get who may use a warehouse',
      method: 'GET',
      path: '/api/2.0/permissions/warehouses/{warehouse_id}',
      request: Type.Object({ warehouse_id: warehouseId }),
      response: WarehousePermissions,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: allowedTo('CAN_MANAGE on the warehouse'),
      scope: 'access-management',
    }),

    getWorkspaceWarehouseConfig: operation({
      summary: 'Get the warehouse configuration of the workspace',
      method: 'GET',
      path: '/api/2.0/sql/config/warehouses',
      request: Type.Object({}),
      response: GetWorkspaceWarehouseConfigResponse,
      errors: [],
      access: adminOnly,
    }),

    list: operation({
      summary: 'List SQL warehouses',
      description: 'Gives the warehouses on which the caller holds any permission.',
      method: 'GET',
      path: '/api/2.0/sql/warehouses',
      request: Type.Object({
        page_size: pageSize,
        page_token: pageToken,
        run_as_user_id: Type.Optional(
          Int64({
            description: 'Accepted for old clients and ignored; the list is always the one the caller may see.',
          }),
        ),
      }),
      response: ListWarehousesResponse,
      errors: [],
      access: anyCaller,
      paging: { items: 'warehouses', style: 'token' },
    }),

    setPermissions: operation({
      summary: 'Replace who may use a warehouse',
      description:
        'There is exactly one IS_OWNER, never a group; without one in the list the present owner stays. Only administrators may transfer ownership; the former owner then gets CAN_MANAGE.',
      method: 'PUT',
      path: '/api/2.0/permissions/warehouses/{warehouse_id}',
      request: Type.Object({
        warehouse_id: warehouseId,
        access_control_list: Type.Optional(
          Type.Array(WarehouseAccessControlRequest, {
            description:
              'Complete new list of direct entries; principals left out lose theirs. Absent or empty removes all but the owner.',
          }),
        ),
      }),
      response: WarehousePermissions,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: allowedTo('CAN_MANAGE on the warehouse'),
      scope: 'access-management',
    }),

    setWorkspaceWarehouseConfig: operation({
      summary: 'Replace the warehouse configuration of the workspace',
      description: 'Replaces the whole configuration and restarts running warehouses.',
      method: 'PUT',
      path: '/api/2.0/sql/config/warehouses',
      request: SetWorkspaceWarehouseConfigRequest,
      response: Empty,
      errors: [],
      access: adminOnly,
    }),

    start: operation({
      summary: 'Start a SQL warehouse',
      description: 'Answers at once; poll until RUNNING. A warehouse that already starts or runs is left as it is.',
      method: 'POST',
      path: '/api/2.0/sql/warehouses/{id}/start',
      request: Type.Object({ id }),
      response: Empty,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: allowedTo('CAN_USE on the warehouse'),
    }),

    stop: operation({
      summary: 'Stop a SQL warehouse',
      description:
        'Answers at once and does not wait for running statements. A stopped warehouse is left as it is; the next statement starts it again.',
      method: 'POST',
      path: '/api/2.0/sql/warehouses/{id}/stop',
      request: Type.Object({ id }),
      response: Empty,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: allowedTo('CAN_MANAGE on the warehouse'),
    }),

    updatePermissions: operation({
      summary: 'Change who may use a warehouse',
      description: 'Giving IS_OWNER to somebody transfers ownership, which only administrators may do.',
      method: 'PATCH',
      path: '/api/2.0/permissions/warehouses/{warehouse_id}',
      request: Type.Object({
        warehouse_id: warehouseId,
        access_control_list: Type.Optional(
          Type.Array(WarehouseAccessControlRequest, {
            description: 'Entries to add or replace; principals that are not named keep theirs.',
          }),
        ),
      }),
      response: WarehousePermissions,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: allowedTo('CAN_MANAGE on the warehouse'),
      scope: 'access-management',
    }),
  },
);
