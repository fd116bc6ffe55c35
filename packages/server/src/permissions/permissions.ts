import { permissions } from '@boathouse/contract';
import { authenticateCaller } from '../http/authentication.ts';
import type { Caller, Context } from '../http/context.ts';
import { room } from '../http/handlers.ts';
import { getPermissionLevels, getPermissions, setPermissions, updatePermissions } from './access-control.ts';
import { objectAt } from './object-type.ts';

/** How a path names an object. */
interface Named {
  readonly request_object_type: string;
  readonly request_object_id: string;
}

const objectOf = ({ request_object_type, request_object_id }: Named, { workspace }: Context<Caller>) =>
  objectAt(workspace.objectTypes, request_object_type, request_object_id);

export const permissionsRoom = room(permissions, authenticateCaller, {
  get: async (request, context) => getPermissions(context, objectOf(request, context)),
  getPermissionLevels: async (request, context) => getPermissionLevels(context, objectOf(request, context)),
  set: async (request, context) => setPermissions(context, objectOf(request, context), request.access_control_list),
  update: async (request, context) =>
    updatePermissions(context, objectOf(request, context), request.access_control_list),
});
