import { type RequestOf, servicePrincipals } from '@boathouse/contract';
import { authenticateCaller } from '../../http/authentication.ts';
import { room } from '../../http/handlers.ts';
import { createPrincipal } from './create.ts';
import { deletePrincipal } from './delete.ts';
import { blankDraft, type Draft, valuesIn } from './draft.ts';
import { invalidValue } from './errors.ts';
import { findPrincipal, isUuid } from './find.ts';
import { listResources, projectionFor } from './list.ts';
import { patchPrincipal } from './patch-principal.ts';
import { project } from './projection.ts';
import { resourceTypes } from './resource-type.ts';
import { toServicePrincipal } from './resources.ts';
import { updatePrincipal } from './update.ts';
import { groupsToJoin } from './users.ts';

const type = resourceTypes.SERVICE_PRINCIPAL;

type CreateRequest = RequestOf<typeof servicePrincipals.operations.create>;

const applicationIdOf = ({ applicationId }: CreateRequest, newId: () => string): string => {
  if (applicationId === undefined) return newId();
  if (!isUuid(applicationId)) {
    throw invalidValue(`The applicationId ${JSON.stringify(applicationId)} is no UUID. Leave it out to get one.`);
  }
  return applicationId.toLowerCase();
};

/** What a whole resource says, beside what is there before. Absent lists are empty; what clients leave out stays. */
const draftFrom = (request: Omit<CreateRequest, 'id'>, before: Draft): Draft => ({
  ...before,
  displayName: request.displayName ?? before.displayName,
  active: request.active ?? before.active,
  externalId: request.externalId ?? null,
  entitlements: valuesIn(request.entitlements),
  roles: request.roles === undefined ? before.roles : valuesIn(request.roles),
});

export const servicePrincipalsRoom = room(servicePrincipals, authenticateCaller, {
  create: async (request, context) => {
    const applicationId = applicationIdOf(request, context.workspace.newId);
    const { row, related } = await createPrincipal(context, type, {
      draft: draftFrom(request, blankDraft(applicationId)),
      groups: groupsToJoin(request.groups),
    });
    return toServicePrincipal(row, related);
  },

  get: async (request, context) => {
    const projection = projectionFor(context, type, request);
    const { row, related } = await findPrincipal(context.workspace.database.read, type, request.id, projection);
    return project(projection, toServicePrincipal(row, related));
  },

  list: (request, context) => listResources(context, type, request, toServicePrincipal),

  patch: async (request, context) => {
    const { row, related } = await patchPrincipal(context, type, request);
    return toServicePrincipal(row, related);
  },

  update: async ({ id, ...request }, context) => {
    const { row, related } = await updatePrincipal(context, type, id, before => ({
      draft: draftFrom(request, before),
      members: [],
    }));
    return toServicePrincipal(row, related);
  },

  delete: ({ id }, context) => deletePrincipal(context, type, id),
});
