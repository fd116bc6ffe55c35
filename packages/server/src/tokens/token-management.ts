import { tokenManagement } from '@boathouse/contract';
import type { Queries } from '../database/database.ts';
import { ApiError } from '../http/api-error.ts';
import { authenticateCaller } from '../http/authentication.ts';
import { room } from '../http/handlers.ts';
import { permissionHandlers } from '../permissions/permission-handlers.ts';
import { changeToken } from './change-token.ts';
import { readConf } from './conf.ts';
import { isLive } from './live.ts';
import { mint } from './mint.ts';
import { revokeTokens, wasRevoked } from './revoke.ts';
import { mayUseTokens, tokensObject } from './token-permissions.ts';
import { createdById, createdByName, describeFully, type Token, tokenRows, withUses } from './token-rows.ts';

/** The id is not repeated: some callers send the token itself. */
const noSuchToken = () => new ApiError('RESOURCE_DOES_NOT_EXIST', 'A token with this id does not exist.');

const findToken = async (queries: Queries, id: string): Promise<Token> => {
  const rows = await tokenRows(queries).where('tokens.id', '=', id).execute();
  const [token] = await withUses(queries, rows);
  if (token === undefined) throw noSuchToken();
  return token;
};

/**
 * The service principal that a token is to act as.
 *
 * @throws ApiError RESOURCE_DOES_NOT_EXIST for an application id that is not known, PERMISSION_DENIED for a service
 *   principal that may not use tokens
 */
const findTarget = async (queries: Queries, applicationId: string) => {
  const target = await queries
    .selectFrom('principals')
    .select(['id', 'name', mayUseTokens.as('may_use')])
    .where('name_key', '=', applicationId.toLowerCase())
    .where('kind', '=', 'SERVICE_PRINCIPAL')
    .executeTakeFirst();
  if (target === undefined) {
    throw new ApiError(
      'RESOURCE_DOES_NOT_EXIST',
      `Service principal with application ID ${applicationId} does not exist.`,
    );
  }
  if (target.may_use !== 1) {
    throw new ApiError(
      'PERMISSION_DENIED',
      `Service principal ${target.name} may not use tokens. Give it CAN_USE permission on tokens first.`,
    );
  }
  return { id: target.id, name: target.name };
};

const requireOnBehalfOf = async (queries: Queries): Promise<void> => {
  if ((await readConf(queries)).enableOnBehalfOfTokens === 'true') return;
  throw new ApiError(
    'FEATURE_DISABLED',
    'On-behalf-of token creation for service principals is not enabled for this workspace',
  );
};

const isSameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

export const tokenManagementRoom = room(tokenManagement, authenticateCaller, {
  createOboToken: async ({ application_id, comment, lifetime_seconds, scopes, autoscope_enabled }, context) => {
    const { workspace, principal } = context;
    return context.write(async transaction => {
      await requireOnBehalfOf(transaction);
      const owner = await findTarget(transaction, application_id);
      const { value, id } = await mint(transaction, workspace, {
        owner,
        createdBy: principal,
        comment,
        lifetime: lifetime_seconds,
        scopes,
        autoscope: autoscope_enabled,
      });
      const token = await findToken(transaction, id);
      return { token_value: value, token_info: describeFully(token, workspace.id) };
    });
  },

  get: async ({ token_id }, { workspace }) => ({
    token_info: describeFully(await findToken(workspace.database.read, token_id), workspace.id),
  }),

  list: async ({ created_by_id, created_by_username }, { workspace: { database, id } }) => {
    const rows = await tokenRows(database.read)
      .where(isLive(database))
      .$if(created_by_id !== undefined, query => query.where(createdById, '=', created_by_id ?? 0))
      .execute();
    // Here, because SQLite lowers the case of ASCII only.
    const wanted = rows.filter(row => isSameName(createdByName(row), created_by_username ?? createdByName(row)));
    const infos = (await withUses(database.read, wanted)).map(token => describeFully(token, id));
    return { token_infos: infos };
  },

  delete: async ({ token_id }, context) => {
    await context.write(async transaction => {
      const revoked = await revokeTokens(transaction, [token_id], context.workspace.now());
      if (revoked === 0 && !(await wasRevoked(transaction, token_id))) throw noSuchToken();
    });
    return {};
  },

  updateTokenManagement: async ({ token_id, token, update_mask }, context) =>
    context.write(async transaction => {
      await findToken(transaction, token_id);
      await changeToken(transaction, token_id, token, update_mask);
      return describeFully(await findToken(transaction, token_id), context.workspace.id);
    }),

  ...permissionHandlers(() => tokensObject),
});
