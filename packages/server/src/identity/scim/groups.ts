import { groups, type RequestOf } from '@boathouse/contract';
import { authenticateCaller } from '../../http/authentication.ts';
import { room } from '../../http/handlers.ts';
import { createPrincipal } from './create.ts';
import { deletePrincipal } from './delete.ts';
import { blankDraft, type Draft, valuesIn } from './draft.ts';
import { invalidValue } from './errors.ts';
import { findPrincipal } from './find.ts';
import { listResources, projectionFor } from './list.ts';
import { patchPrincipal } from './patch-principal.ts';
import { project } from './projection.ts';
import { resourceTypes } from './resource-type.ts';
import { toGroup } from './resources.ts';
import { updatePrincipal } from './update.ts';

const type = resourceTypes.GROUP;

type UpdateRequest = Omit<RequestOf<typeof groups.operations.update>, 'id'>;

/** What a whole resource says, beside what is there before. Absent lists are empty, but for roles, which Terraform leaves out. */
const draftFrom = (request: UpdateRequest, before: Draft): Draft => ({
  ...before,
  displayName: request.displayName ?? before.displayName,
  externalId: request.externalId ?? null,
  entitlements: valuesIn(request.entitlements),
  roles: request.roles === undefined ? before.roles : valuesIn(request.roles),
});

export const groupsRoom = room(groups, authenticateCaller, {
  create: async (request, context) => {
    if (request.displayName === undefined) throw invalidValue('A group must have a displayName.');
    const { row, related } = await createPrincipal(context, type, {
      draft: draftFrom(request, blankDraft(request.displayName)),
      members: valuesIn(request.members),
    });
    return toGroup(row, related);
  },

  get: async (request, context) => {
    const projection = projectionFor(context, type, request);
    const { row, related } = await findPrincipal(context.workspace.database.read, type, request.id, projection);
    return project(projection, toGroup(row, related));
  },

  list: (request, context) => listResources(context, type, request, toGroup),

  patch: async (request, context) => {
    const { row, related } = await patchPrincipal(context, type, request);
    return toGroup(row, related);
  },

  update: async ({ id, ...request }, context) => {
    const { row, related } = await updatePrincipal(context, type, id, before => ({
      draft: draftFrom(request, before),
      members: [{ kind: 'replace', ids: valuesIn(request.members) }],
    }));
    return toGroup(row, related);
  },

  delete: ({ id }, context) => deletePrincipal(context, type, id),
});
