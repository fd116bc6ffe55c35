import type { Queries } from '../database/database.ts';
import { refreshStanding } from './standing.ts';

export interface NewPrincipal {
  readonly kind: 'USER' | 'SERVICE_PRINCIPAL' | 'GROUP';
  /** A user name (an e-mail address), an application id, or the name of a group. */
  readonly name: string;
  readonly displayName: string;
  /** Whether it may authenticate. Default: true. */
  readonly active?: boolean;
  readonly externalId?: string | undefined;
  readonly givenName?: string | undefined;
  readonly familyName?: string | undefined;
  /** Addresses of a user. Default: the user name, for work. */
  readonly emails?: readonly Email[] | undefined;
  readonly entitlements?: readonly string[];
  readonly roles?: readonly string[];
}

/** An e-mail address of a user, as SCIM writes it. */
export interface Email {
  readonly value: string;
  readonly type?: string | undefined;
  readonly primary?: boolean | undefined;
}

/** Ids are random below 2^53: they travel as JSON numbers, and tell nothing of how many there are. */
export const newPrincipalId = (randomBytes: (size: number) => Buffer): number =>
  Number(randomBytes(8).readBigUInt64BE() % 9_000_000_000_000_000n) + 1;

/** Adds a principal. Throws a uniqueness violation when the name is taken. */
export const insertPrincipal = async (
  transaction: Queries,
  { id, now }: { readonly id: number; readonly now: number },
  principal: NewPrincipal,
): Promise<void> => {
  const { kind, name, displayName } = principal;
  const emails = kind === 'USER' ? (principal.emails ?? [{ type: 'work', value: name, primary: true }]) : [];
  await transaction
    .insertInto('principals')
    .values({
      id,
      kind,
      name,
      name_key: name.toLowerCase(),
      display_name: displayName,
      display_name_key: displayName.toLowerCase(),
      admin: 0,
      entitled: 0,
      active: principal.active === false ? 0 : 1,
      system: 0,
      external_id: principal.externalId ?? null,
      given_name: principal.givenName ?? null,
      family_name: principal.familyName ?? null,
      emails: JSON.stringify(emails),
      email_keys: JSON.stringify(emails.map(({ value }) => value.toLowerCase())),
      entitlements: JSON.stringify(principal.entitlements ?? []),
      roles: JSON.stringify(principal.roles ?? []),
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
