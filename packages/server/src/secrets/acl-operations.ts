import type { secrets } from '@boathouse/contract';
import type { Queries } from '../database/database.ts';
import { ApiError } from '../http/api-error.ts';
import type { Handlers } from '../http/handlers.ts';
import { requireLevel, type Scope } from './scope-access.ts';

const entriesOf = (queries: Queries, { id }: Scope) =>
  queries
    .selectFrom('secret_acls')
    .innerJoin('principals', 'principals.id', 'secret_acls.principal_id')
    .where('secret_acls.scope_id', '=', id)
    .select(['principals.name as principal', 'secret_acls.permission', 'secret_acls.principal_id']);

const noEntry = ({ name }: Scope, principal: string): ApiError =>
  new ApiError('RESOURCE_DOES_NOT_EXIST', `${principal} has no entry in the ACL of scope ${name}.`);

/** The id of a user, service principal or group by its name, ignoring case. */
const principalId = async (queries: Queries, name: string): Promise<number> => {
  const row = await queries
    .selectFrom('principals')
    .select('id')
    .where('name_key', '=', name.toLowerCase())
    .executeTakeFirst();
  if (row !== undefined) return row.id;
  throw new ApiError(
    'INVALID_PARAMETER_VALUE',
    `There is no user, group or service principal ${name}. Name it by user name, group name or application id.`,
  );
};

/** The operations on the ACL of a scope. Whoever manages a scope may also give that up: administrators still can. */
export const aclOperations: Pick<Handlers<typeof secrets>, 'putAcl' | 'getAcl' | 'listAcls' | 'deleteAcl'> = {
  putAcl: async ({ scope: name, principal: whom, permission }, context) => {
    const { workspace, principal } = context;
    await context.write(async transaction => {
      const access = { database: workspace.database, queries: transaction, principal };
      const { id } = await requireLevel(access, name, 'MANAGE');
      const entry = { scope_id: id, principal_id: await principalId(transaction, whom), permission };
      await transaction
        .insertInto('secret_acls')
        .values(entry)
        .onConflict(conflict => conflict.columns(['scope_id', 'principal_id']).doUpdateSet({ permission }))
        .execute();
    });
    return {};
  },

  getAcl: async ({ scope: name, principal: whom }, { workspace, principal }) => {
    const { database } = workspace;
    const scope = await requireLevel({ database, queries: database.read, principal }, name, 'MANAGE');
    const entry = await entriesOf(database.read, scope)
      .where('principals.name_key', '=', whom.toLowerCase())
      .executeTakeFirst();
    if (entry === undefined) throw noEntry(scope, whom);
    return { principal: entry.principal, permission: entry.permission };
  },

  listAcls: async ({ scope: name }, { workspace, principal }) => {
    const { database } = workspace;
    const scope = await requireLevel({ database, queries: database.read, principal }, name, 'MANAGE');
    const entries = await entriesOf(database.read, scope).orderBy('principals.name_key').execute();
    return { items: entries.map(entry => ({ principal: entry.principal, permission: entry.permission })) };
  },

  deleteAcl: async ({ scope: name, principal: whom }, context) => {
    const { workspace, principal } = context;
    await context.write(async transaction => {
      const access = { database: workspace.database, queries: transaction, principal };
      const scope = await requireLevel(access, name, 'MANAGE');
      const entry = await entriesOf(transaction, scope)
        .where('principals.name_key', '=', whom.toLowerCase())
        .executeTakeFirst();
      if (entry === undefined) throw noEntry(scope, whom);
      await transaction
        .deleteFrom('secret_acls')
        .where('scope_id', '=', scope.id)
        .where('principal_id', '=', entry.principal_id)
        .execute();
    });
    return {};
  },
};
