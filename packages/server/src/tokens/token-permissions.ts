import { type RawBuilder, sql } from 'kysely';
import type { Queries } from '../database/database.ts';
import type { ObjectType, SecuredObject } from '../permissions/object-type.ts';
import { revokeTokens } from './revoke.ts';

const entries = sql`acl_entries.object_type = 'tokens' and acl_entries.object_id = 'tokens'`;

/** Whether everybody may use tokens: asked first, because it is so in most workspaces. */
const everybodyMay = sql`exists (
  select 1 from acl_entries inner join principals as everybody on everybody.id = acl_entries.principal_id
  where everybody.name_key = 'users' and everybody.system = 1 and ${entries}
)`;

/**
 * Whether the principal of the row `principals` may create and use tokens: as an administrator, or by CAN_USE of its own
 * or of a group that it is in, directly or through others. 1 or 0.
 */
export const mayUseTokens: RawBuilder<number> = sql<number>`case
  when principals.admin = 1 or ${everybodyMay} then 1
  when exists (
    with recursive outside(id) as (
      select principals.id
      union
      select group_members.group_id from group_members inner join outside on group_members.member_id = outside.id
    )
    select 1 from outside inner join acl_entries on acl_entries.principal_id = outside.id where ${entries}
  ) then 1
  else 0
end`;

/** Revokes the tokens of everybody who may not use any. */
const revokeOfOthers = async (transaction: Queries, now: number) => {
  const revoked = await revokeTokens(
    transaction,
    transaction
      .selectFrom('tokens')
      .innerJoin('principals', 'principals.id', 'tokens.principal_id')
      .select('tokens.id')
      .where(mayUseTokens, '=', 0),
    now,
  );
  return revoked === 0 ? {} : { revoked_tokens: revoked };
};

/** Who may create and use tokens: one list for the whole workspace. Whoever drops out of it loses theirs at once. */
export const tokenType: ObjectType = {
  names: ['authorization'],
  onlyId: 'tokens',
  noun: 'token',
  objectType: 'tokens',
  root: '/authorization/',
  levels: [
    { level: 'CAN_USE', description: 'Can use tokens' },
    { level: 'CAN_MANAGE', description: 'Can use and modify permissions on tokens' },
  ],
  hasOwner: false,
  admins: 'fixed',
  find: async () => {},
  afterChange: revokeOfOthers,
};

export const tokensObject: SecuredObject = { type: tokenType, id: 'tokens' };

/** Takes CAN_USE from the group of everybody: before there are any tokens. */
export const keepTokensFromEverybody = async (transaction: Queries): Promise<void> => {
  const everybody = transaction
    .selectFrom('principals')
    .select('id')
    .where('name_key', '=', 'users')
    .where('system', '=', 1);
  await transaction
    .deleteFrom('acl_entries')
    .where('object_type', '=', tokenType.objectType)
    .where('principal_id', 'in', everybody)
    .execute();
};
