import type { ResponseOf, users } from '@boathouse/contract';
import type { Queries } from '../../database/database.ts';
import type { Context } from '../../http/context.ts';
import type { Possession } from '../principal-hooks.ts';
import { refreshStanding } from '../standing.ts';
import { requireAdministrator } from './administrators.ts';
import { invalidValue } from './errors.ts';
import { alone, findPrincipal } from './find.ts';
import type { ResourceType } from './resource-type.ts';

/** What the end of a principal meant to others. */
export type Deleted = ResponseOf<typeof users.operations.delete>;

const count = async (transaction: Queries, column: 'member_id' | 'group_id', id: number): Promise<number> => {
  const { rows } = await transaction
    .selectFrom('group_members')
    .select(({ fn }) => fn.countAll<number>().as('rows'))
    .where(column, '=', id)
    .executeTakeFirstOrThrow();
  return Number(rows);
};

/** Sums up, leaving out the kinds of which there was nothing. */
const sum = (counts: readonly Readonly<Record<string, number>>[]): Record<string, number> => {
  const kinds = [...new Set(counts.flatMap(Object.keys))];
  const total = (kind: string) => counts.reduce((all, one) => all + (one[kind] ?? 0), 0);
  return Object.fromEntries(kinds.map(kind => [kind, total(kind)] as const).filter(([, all]) => all > 0));
};

/**
 * Deletes a user, service principal or group, with all that other domains keep only for it.
 *
 * @param id as the path has it
 * @returns `{}` when the workspace is strict
 * @throws ApiError RESOURCE_DOES_NOT_EXIST; INVALID_PARAMETER_VALUE for a system group and the last administrator
 */
export const deletePrincipal = (context: Context, type: ResourceType, id: string): Promise<Deleted> => {
  const { workspace } = context;
  return context.write(async transaction => {
    const { row } = await findPrincipal(transaction, type, id, alone);
    if (row.system === 1) throw invalidValue(`The system group ${row.name} cannot be deleted.`);
    const counts: Readonly<Record<string, number>>[] = [
      {
        memberships: await count(transaction, 'member_id', row.id),
        members: await count(transaction, 'group_id', row.id),
      },
    ];
    const owned: Possession[] = [];
    for (const hook of workspace.principalHooks) {
      const bereavement = await hook(transaction, { id: row.id, kind: row.kind, name: row.name }, workspace.now());
      counts.push(bereavement.removed ?? {});
      owned.push(...(bereavement.owned ?? []));
    }
    await transaction.deleteFrom('principals').where('id', '=', row.id).execute();
    if (type.kind === 'GROUP') await refreshStanding(transaction);
    await requireAdministrator(transaction);
    const deleted = { removed: sum(counts), owned };
    context.note({ name: row.name, ...deleted });
    return workspace.config.strict ? {} : deleted;
  });
};
