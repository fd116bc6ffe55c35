import type { RequestOf, secrets } from '@boathouse/contract';
import type { Queries } from '../database/database.ts';
import { ApiError } from '../http/api-error.ts';
import type { Handlers } from '../http/handlers.ts';
import type { Workspace } from '../workspace.ts';
import { requireLevel, type Scope } from './scope-access.ts';
import { newDataKey } from './secret-value.ts';

/** The most scopes of a workspace. */
const maxScopes = 1000;

const namePattern = /^[\w@.-]{1,128}$/;

type CreateRequest = RequestOf<typeof secrets.operations.createScope>;

const invalid = (message: string) => new ApiError('INVALID_PARAMETER_VALUE', message);

const checkCreate = ({ scope, initial_manage_principal: manager }: CreateRequest): void => {
  if (!namePattern.test(scope)) {
    throw invalid("The name of a scope is of letters, digits, '-', '_', '@' and '.', at most 128 of them.");
  }
  if (manager !== undefined && manager !== 'users') {
    throw invalid(
      "Field 'initial_manage_principal' can only be users. Without it you get MANAGE, and may give it to others.",
    );
  }
};

/** The columns that say where the scope keeps its secrets. */
const backendOf = (
  { sealer, keyVaults }: Workspace,
  id: string,
  { scope_backend_type, backend_azure_keyvault: vault }: CreateRequest,
): Pick<Scope, 'backend_type' | 'vault_resource_id' | 'vault_dns_name' | 'data_key_sealed'> => {
  if (scope_backend_type === 'AZURE_KEYVAULT') {
    if (vault === undefined) {
      throw invalid('Missing required fields: backend_azure_keyvault.resource_id, backend_azure_keyvault.dns_name');
    }
    const { resourceId, dnsName } = keyVaults.check(vault.resource_id, vault.dns_name);
    return {
      backend_type: 'AZURE_KEYVAULT',
      vault_resource_id: resourceId,
      vault_dns_name: dnsName,
      data_key_sealed: null,
    };
  }
  if (vault !== undefined) {
    throw invalid("Field 'backend_azure_keyvault' is only for scope_backend_type AZURE_KEYVAULT.");
  }
  const data_key_sealed = newDataKey(sealer, id);
  return { backend_type: 'DATABRICKS', vault_resource_id: null, vault_dns_name: null, data_key_sealed };
};

const refuseTaken = async (transaction: Queries, name: string): Promise<void> => {
  const scopes = transaction.selectFrom('secret_scopes');
  const same = await scopes.select('id').where('name_key', '=', name.toLowerCase()).executeTakeFirst();
  // Databricks documents status 400 for this code. Its SDKs and Terraform class errors by the code before the status, so
  // that the 409 of the one error table, which every other *_ALREADY_EXISTS has, serves them all.
  if (same !== undefined) throw new ApiError('RESOURCE_ALREADY_EXISTS', `Scope ${name} already exists!`);
  const { total } = await scopes.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  if (Number(total) >= maxScopes) {
    throw new ApiError(
      'RESOURCE_LIMIT_EXCEEDED',
      `A workspace has at most ${maxScopes} secret scopes. Delete some first.`,
    );
  }
};

const usersGroup = async (transaction: Queries): Promise<number> => {
  const group = transaction
    .selectFrom('principals')
    .select('id')
    .where('system', '=', 1)
    .where('name_key', '=', 'users');
  return (await group.executeTakeFirstOrThrow()).id;
};

const describe = (scope: Scope) => ({
  name: scope.name,
  backend_type: scope.backend_type,
  ...(scope.vault_resource_id === null || scope.vault_dns_name === null
    ? {}
    : { keyvault_metadata: { resource_id: scope.vault_resource_id, dns_name: scope.vault_dns_name } }),
});

/** The operations on scopes. */
export const scopeOperations: Pick<Handlers<typeof secrets>, 'createScope' | 'deleteScope' | 'listScopes'> = {
  createScope: async (request, context) => {
    const { workspace, principal } = context;
    checkCreate(request);
    const id = workspace.newId();
    const backend = backendOf(workspace, id, request);
    await context.write(async transaction => {
      await refuseTaken(transaction, request.scope);
      const name = { name: request.scope, name_key: request.scope.toLowerCase() };
      const created = { created_at: workspace.now(), created_by: principal.name };
      await transaction
        .insertInto('secret_scopes')
        .values({ id, ...name, ...backend, ...created })
        .execute();
      const manager = request.initial_manage_principal === undefined ? principal.id : await usersGroup(transaction);
      const entry = { scope_id: id, principal_id: manager, permission: 'MANAGE' } as const;
      await transaction.insertInto('secret_acls').values(entry).execute();
    });
    return {};
  },

  deleteScope: async ({ scope: name }, context) => {
    const { workspace, principal } = context;
    await context.write(async transaction => {
      const access = { database: workspace.database, queries: transaction, principal };
      const { id } = await requireLevel(access, name, 'MANAGE');
      await transaction.deleteFrom('secret_scopes').where('id', '=', id).execute();
    });
    return {};
  },

  listScopes: async (_, { workspace }) => {
    const rows = await workspace.database.read.selectFrom('secret_scopes').selectAll().orderBy('name_key').execute();
    return { scopes: rows.map(describe) };
  },
};
