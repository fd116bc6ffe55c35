import type { Queries } from '../database/database.ts';
import type { Caller } from '../http/context.ts';

export interface NewPrincipal {
  readonly kind: 'USER' | 'SERVICE_PRINCIPAL';
  /** A user name (an e-mail address) or an application id. */
  readonly name: string;
  readonly displayName: string;
  readonly admin: boolean;
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
  await transaction
    .insertInto('principals')
    .values({
      id,
      kind: principal.kind,
      name: principal.name,
      name_key: principal.name.toLowerCase(),
      display_name: principal.displayName,
      admin: principal.admin ? 1 : 0,
      active: 1,
      created_at: now,
    })
    .execute();
};

/** The active principal of an id, as callers are known. */
export const toCaller = (row: {
  id: number;
  kind: 'USER' | 'SERVICE_PRINCIPAL';
  name: string;
  admin: number;
}): Caller => ({
  kind: row.kind === 'USER' ? 'user' : 'service-principal',
  id: row.id,
  name: row.name,
  admin: row.admin === 1,
});
