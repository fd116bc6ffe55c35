import type { Caller, Context } from '../http/context.ts';
import { getPermissionLevels, getPermissions, setPermissions, updatePermissions } from './access-control.ts';
import type { AccessControlRequest, SecuredObject } from './object-type.ts';

/** The part of a request that says what the list is to be. */
export interface ListRequest {
  readonly access_control_list?: readonly AccessControlRequest[];
}

/** Each service declares the levels of its own type, which are those that the answer has. */
const answer = (answering: Promise<object>): Promise<never> => answering as Promise<never>;

/**
 * The four permission operations that a service has for its objects: those of `permissions` under another name.
 *
 * @param objectOf the object that a request is about
 */
export const permissionHandlers = <Request>(objectOf: (request: Request) => SecuredObject) => ({
  getPermissionLevels: (request: Request, context: Context<Caller>) =>
    answer(getPermissionLevels(context, objectOf(request))),
  getPermissions: (request: Request, context: Context<Caller>) => answer(getPermissions(context, objectOf(request))),
  setPermissions: (request: Request & ListRequest, context: Context<Caller>) =>
    answer(setPermissions(context, objectOf(request), request.access_control_list)),
  updatePermissions: (request: Request & ListRequest, context: Context<Caller>) =>
    answer(updatePermissions(context, objectOf(request), request.access_control_list)),
});
