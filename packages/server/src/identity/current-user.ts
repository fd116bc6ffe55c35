import { currentUser } from '@boathouse/contract';
import { authenticateCaller } from '../http/authentication.ts';
import { room } from '../http/handlers.ts';
import { findPrincipal } from './scim/find.ts';
import { project, toProjection } from './scim/projection.ts';
import { resourceTypes } from './scim/resource-type.ts';
import { toUser } from './scim/resources.ts';

export const currentUserRoom = room(currentUser, authenticateCaller, {
  me: async (request, { workspace, principal }) => {
    const type = principal.kind === 'user' ? resourceTypes.USER : resourceTypes.SERVICE_PRINCIPAL;
    const projection = toProjection(request);
    const { row, related } = await findPrincipal(workspace.database.read, type, String(principal.id), projection);
    return project(projection, toUser(row, related));
  },
});
