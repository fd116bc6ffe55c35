import type { PrincipalHook, RenameHook } from '../identity/principal-hooks.ts';

/** Tells which shares, recipients and providers a principal owned that is deleted. They stay, and keep its name as owner. */
export const leaveSharing: PrincipalHook = async (transaction, { name }) => {
  const owned = async (table: 'shares' | 'recipients' | 'providers', type: string) => {
    const rows = await transaction
      .selectFrom(table)
      .select('name')
      .where('owner', '=', name)
      .orderBy('name_key')
      .execute();
    return rows.map(row => ({ type, name: row.name }));
  };
  return {
    owned: [
      ...(await owned('shares', 'SHARE')),
      ...(await owned('recipients', 'RECIPIENT')),
      ...(await owned('providers', 'PROVIDER')),
    ],
  };
};

/** Owners of shares, recipients and providers follow the name of their group. */
export const renameSharingOwner: RenameHook = async (transaction, from, to) => {
  for (const table of ['shares', 'recipients', 'providers'] as const) {
    await transaction.updateTable(table).set({ owner: to }).where('owner', '=', from).execute();
  }
};
