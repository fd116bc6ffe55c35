import type { Queries } from '../../database/database.ts';
import type { Context } from '../../http/context.ts';
import { refreshStanding } from '../standing.ts';
import { requireAdministrator } from './administrators.ts';
import { requireFree } from './create.ts';
import { checkDraft, type Draft, draftOf } from './draft.ts';
import { invalidValue } from './errors.ts';
import { alone, findPrincipal } from './find.ts';
import { changeMembers } from './members.ts';
import type { Changed } from './patch.ts';
import type { Found } from './read.ts';
import type { ResourceType } from './resource-type.ts';
import type { PrincipalRow } from './resources.ts';

/** What administrators cannot lose, lest nobody could give it back. */
const keptByAdmins = ['workspace-access', 'allow-cluster-create'];

/** System groups keep their names, and `admins` what administrators need. */
const checkSystemGroup = (row: PrincipalRow, draft: Draft): void => {
  if (row.system === 0) return;
  if (draft.displayName !== row.display_name) {
    throw invalidValue(`The system group ${row.name} cannot be renamed.`);
  }
  const lost = keptByAdmins.find(entitlement => !draft.entitlements.includes(entitlement));
  if (row.name_key === 'admins' && lost !== undefined) {
    throw invalidValue(`The entitlement ${lost} cannot be taken from the system group admins.`);
  }
};

const rename = async (
  { workspace }: Context,
  transaction: Queries,
  type: ResourceType,
  { row, name }: { readonly row: PrincipalRow; readonly name: string },
): Promise<void> => {
  const key = name.toLowerCase();
  if (key !== row.name_key) await requireFree(transaction, type, name);
  await transaction.updateTable('principals').set({ name, name_key: key }).where('id', '=', row.id).execute();
  for (const hook of workspace.renameHooks) await hook(transaction, row.name, name);
};

const save = async (transaction: Queries, id: number, draft: Draft, now: number): Promise<void> => {
  await transaction
    .updateTable('principals')
    .set({
      display_name: draft.displayName,
      display_name_key: draft.displayName.toLowerCase(),
      active: draft.active ? 1 : 0,
      external_id: draft.externalId,
      given_name: draft.givenName,
      family_name: draft.familyName,
      entitlements: JSON.stringify(draft.entitlements),
      roles: JSON.stringify(draft.roles),
      updated_at: now,
    })
    .where('id', '=', id)
    .execute();
};

/**
 * Changes a user, service principal or group: all of it or nothing.
 *
 * @param id as the path has it
 * @param change what becomes of it
 * @throws ApiError RESOURCE_DOES_NOT_EXIST, RESOURCE_ALREADY_EXISTS for a group's new name, INVALID_PARAMETER_VALUE
 */
export const updatePrincipal = (
  context: Context,
  type: ResourceType,
  id: string,
  change: (draft: Draft) => Changed,
): Promise<Found> =>
  context.write(async transaction => {
    const { row } = await findPrincipal(transaction, type, id, alone);
    const { draft, members } = change(draftOf(row));
    checkDraft(type, draft);
    checkSystemGroup(row, draft);
    if (type.kind === 'GROUP' && draft.displayName !== row.name) {
      await rename(context, transaction, type, { row, name: draft.displayName });
    }
    await save(transaction, row.id, draft, context.workspace.now());
    await changeMembers(transaction, row, members);
    // What a group gives and takes concerns all who are in it.
    await refreshStanding(transaction, type.kind === 'GROUP' ? undefined : row.id);
    await requireAdministrator(transaction);
    return findPrincipal(transaction, type, String(row.id));
  });
