import type { Queries } from '../../database/database.ts';
import { ApiError } from '../../http/api-error.ts';
import type { Context } from '../../http/context.ts';
import { type Email, insertPrincipal, newPrincipalId } from '../principals.ts';
import { refreshStanding } from '../standing.ts';
import { checkDraft, type Draft } from './draft.ts';
import { taken } from './errors.ts';
import { findPrincipal } from './find.ts';
import { changeMembers } from './members.ts';
import type { Found } from './read.ts';
import { type ResourceType, resourceTypes } from './resource-type.ts';

/** A principal that is to be made. */
export interface NewResource {
  readonly draft: Draft;
  readonly emails?: readonly Email[] | undefined;
  /** Ids of groups to join. */
  readonly groups?: readonly string[];
  /** Ids of the members of a group. */
  readonly members?: readonly string[];
}

const mostPeople = 10_000;
const mostGroups = 5_000;

const requireRoom = async (transaction: Queries, { kind }: ResourceType): Promise<void> => {
  const isGroup = kind === 'GROUP';
  const { count } = await transaction
    .selectFrom('principals')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('kind', isGroup ? '=' : '!=', 'GROUP')
    .executeTakeFirstOrThrow();
  if (Number(count) < (isGroup ? mostGroups : mostPeople)) return;
  throw new ApiError(
    'QUOTA_EXCEEDED',
    isGroup
      ? `A workspace has at most ${mostGroups} groups. Delete some first.`
      : `A workspace has at most ${mostPeople} users and service principals together. Delete some first.`,
  );
};

/**
 * Users, service principals and groups share their names, because owners and grants name them without their kind.
 *
 * @throws ApiError RESOURCE_ALREADY_EXISTS when a name is somebody's
 */
export const requireFree = async (transaction: Queries, type: ResourceType, name: string): Promise<void> => {
  const holder = await transaction
    .selectFrom('principals')
    .select('kind')
    .where('name_key', '=', name.toLowerCase())
    .executeTakeFirst();
  if (holder === undefined) return;
  if (holder.kind === type.kind) throw taken(type, name);
  const noun = resourceTypes[holder.kind].noun.toLowerCase();
  throw new ApiError('RESOURCE_ALREADY_EXISTS', `The name ${name} is that of a ${noun}. Choose another.`);
};

const join = async (transaction: Queries, ids: readonly string[], memberId: number): Promise<void> => {
  for (const id of ids) {
    const { row } = await findPrincipal(transaction, resourceTypes.GROUP, id, {
      included: new Set(),
      excluded: new Set(),
    });
    // Everybody is in `users` already.
    if (row.system === 1 && row.name_key === 'users') continue;
    await changeMembers(transaction, row, [{ kind: 'add', ids: [String(memberId)] }]);
  }
};

/**
 * Makes a user, service principal or group.
 *
 * @throws ApiError RESOURCE_ALREADY_EXISTS, RESOURCE_DOES_NOT_EXIST for an unknown member or group, QUOTA_EXCEEDED,
 *   INVALID_PARAMETER_VALUE
 */
export const createPrincipal = (context: Context, type: ResourceType, resource: NewResource): Promise<Found> => {
  const { workspace } = context;
  const { draft, emails, groups = [], members = [] } = resource;
  checkDraft(type, draft);
  const id = newPrincipalId(workspace.randomBytes);
  context.note({ id: String(id) });
  return context.write(async transaction => {
    await requireRoom(transaction, type);
    await requireFree(transaction, type, draft.name);
    const { externalId, givenName, familyName, ...rest } = draft;
    await insertPrincipal(
      transaction,
      { id, now: workspace.now() },
      {
        ...rest,
        kind: type.kind,
        emails,
        externalId: externalId ?? undefined,
        givenName: givenName ?? undefined,
        familyName: familyName ?? undefined,
      },
    );
    const created = await findPrincipal(transaction, type, String(id));
    if (members.length > 0) {
      await changeMembers(transaction, created.row, [{ kind: 'add', ids: members }]);
      await refreshStanding(transaction);
    }
    if (groups.length > 0) {
      await join(transaction, groups, id);
      await refreshStanding(transaction, id);
    }
    return members.length + groups.length === 0 ? created : findPrincipal(transaction, type, String(id));
  });
};
