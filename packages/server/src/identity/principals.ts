import type { Queries } from '../database/database.ts';
import { refreshStanding } from './standing.ts';

export interface NewPrincipal {
  readonly kind: 'USER' | 'SERVICE_PRINCIPAL' | 'GROUP';
  /** A user name (an e-mail address), an application id, or the name of a group. */
  readonly name: string;
  readonly displayName: string;
}

/** Ids are random below 2^53: they travel as JSON numbers, and tell nothing of how many there are. */
export const newPrincipalId = (randomBytes: (size: number) => Buffer): number =>
  Number(randomBytes(8).readBigUInt64BE() % 9_000_000_000_000_000n) + 1;

/** Adds a principal. Throws a uniqueness violation when the name is taken. */
export const insertPrincipal = async (
  transaction: Queries,
  { id, now }: { readonly id: number; readonly now: number },
  { kind, name, displayName }: NewPrincipal,
): Promise<void> => {
  await transaction
    .insertInto('principals')
    .values({
      id,
      kind,
      name,
      name_key: name.toLowerCase(),
      display_name: displayName,
      admin: 0,
      entitled: 0,
      active: 1,
      system: 0,
      external_id: null,
      given_name: null,
      family_name: null,
      entitlements: '[]',
      roles: '[]',
      created_at: now,
      updated_at: now,
    })
    .execute();
  await refreshStanding(transaction, id);
};

/** Puts a principal into a system group by its name. */
export const joinSystemGroup = async (transaction: Queries, group: 'admins', memberId: number): Promise<void> => {
  const { id } = await transaction
    .selectFrom('principals')
    .select('id')
    .where('name_key', '=', group)
    .where('system', '=', 1)
    .executeTakeFirstOrThrow();
  await transaction.insertInto('group_members').values({ group_id: id, member_id: memberId }).execute();
  await refreshStanding(transaction);
};
