import { allowedTo, operation, service } from '../operation.ts';
import { Type } from '../schema.ts';
import { AccessControlRequest, GetPermissionLevelsResponse, ObjectPermissions } from './permissions-models.ts';

const requestObjectType = Type.String({
  description:
    'Kind of object: `clusters`, `warehouses` (also `sql/warehouses`), `cluster-policies`, or `authorization` for `tokens` and `passwords`.',
});

const requestObjectId = Type.String({
  description:
    'Identifier of the object within its kind, such as a cluster id; `tokens` or `passwords` under `authorization`.',
});

/** `permissions`, under `/api/2.0/permissions`. */
export const permissions = service(
  'permissions',
  'permissions',
  'Access control lists of workspace objects such as clusters, warehouses and tokens.',
  {
    get: operation({
      summary: 'Get the permissions of an object',
      description: 'Shows direct and inherited entries. A cluster that was purged answers INVALID_STATE.',
      method: 'GET',
      path: '/api/2.0/permissions/{request_object_type}/{request_object_id}',
      request: Type.Object({ request_object_type: requestObjectType, request_object_id: requestObjectId }),
      response: ObjectPermissions,
      errors: ['RESOURCE_DOES_NOT_EXIST', 'INVALID_STATE'],
      access: allowedTo('CAN_MANAGE or IS_OWNER on the object; workspace admins inherit CAN_MANAGE on every object'),
    }),

    getPermissionLevels: operation({
      summary: 'List the permission levels of an object',
      method: 'GET',
      path: '/api/2.0/permissions/{request_object_type}/{request_object_id}/permissionLevels',
      request: Type.Object({ request_object_type: requestObjectType, request_object_id: requestObjectId }),
      response: GetPermissionLevelsResponse,
      errors: ['RESOURCE_DOES_NOT_EXIST', 'INVALID_STATE'],
      access: allowedTo('any permission on the object, or workspace admin'),
    }),

    set: operation({
      summary: 'Replace the permissions of an object',
      description:
        'Replaces all direct entries; inherited ones stay. An absent owner entry keeps the present owner. Principals that lose their level on `tokens` lose their live tokens at once.',
      method: 'PUT',
      path: '/api/2.0/permissions/{request_object_type}/{request_object_id}',
      request: Type.Object({
        request_object_type: requestObjectType,
        request_object_id: requestObjectId,
        access_control_list: Type.Optional(
          Type.Array(AccessControlRequest, {
            description:
              'New direct entries, one principal and level each; empty or absent removes all direct entries.',
          }),
        ),
      }),
      response: ObjectPermissions,
      errors: ['RESOURCE_DOES_NOT_EXIST', 'INVALID_STATE'],
      access: allowedTo(
        'CAN_MANAGE or IS_OWNER on the object; workspace admins inherit CAN_MANAGE on every object; only workspace admins change the owner',
      ),
    }),

    update: operation({
      summary: 'Change the permissions of an object',
      description:
        'Sets the direct level of each named principal, higher or lower, and leaves the others. A new warehouse owner leaves CAN_MANAGE to the old one.',
      method: 'PATCH',
      path: '/api/2.0/permissions/{request_object_type}/{request_object_id}',
      request: Type.Object({
        request_object_type: requestObjectType,
        request_object_id: requestObjectId,
        access_control_list: Type.Optional(
          Type.Array(AccessControlRequest, {
            description: 'Entries to set, one principal and level each; principals not named keep theirs.',
          }),
        ),
      }),
      response: ObjectPermissions,
      errors: ['RESOURCE_DOES_NOT_EXIST', 'INVALID_STATE'],
      access: allowedTo(
        'CAN_MANAGE or IS_OWNER on the object; workspace admins inherit CAN_MANAGE on every object; only workspace admins change the owner',
      ),
    }),
  },
);
