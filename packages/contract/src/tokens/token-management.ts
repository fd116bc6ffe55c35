import { adminOnly, allowedTo, operation, service } from '../operation.ts';
import { described, Empty, Int64, Type } from '../schema.ts';
import {
  CreateOboTokenResponse,
  GetTokenPermissionLevelsResponse,
  GetTokenResponse,
  ListTokensResponse,
  TokenAccessControlRequest,
  TokenInfo,
  TokenPermissions,
} from './token-management-models.ts';

/**
 * `tokenManagement`, under
 * - `/api/2.0/token-management/on-behalf-of/tokens`
 * - `/api/2.0/token-management/tokens`
 * - `/api/2.0/permissions/authorization/tokens`
 */
export const tokenManagement = service(
  'tokenManagement',
  'tokens',
  'Administers the tokens of all principals, and who may have tokens.',
  {
    createOboToken: operation({
      summary: 'Create a token for a service principal',
      description:
        'The value is shown in this answer only. The service principal must hold CAN_USE on tokens or be an administrator, and the token counts against its 600.',
      method: 'POST',
      path: '/api/2.0/token-management/on-behalf-of/tokens',
      request: Type.Object({
        application_id: Type.String({
          description: 'Application id (UUID) of the service principal that the token acts as.',
          minLength: 1,
        }),
        autoscope_enabled: Type.Optional(
          Type.Boolean({
            description:
              'Asks to derive the scopes from observed use. It is recorded; scopes are never narrowed silently.',
          }),
        ),
        comment: Type.Optional(
          Type.String({ description: 'Free text that tells tokens apart in lists; empty when absent.' }),
        ),
        lifetime_seconds: Type.Optional(
          Int64({
            description:
              'Seconds until the token expires; -1 for never. When absent, two years or the maximum of the workspace.',
          }),
        ),
        scopes: Type.Optional(
          Type.Array(Type.String(), {
            description:
              'API scopes that the token is limited to, such as `sql` or `clusters`, or `sql:read` to change nothing. When absent, everything its principal may do.',
          }),
        ),
      }),
      response: CreateOboTokenResponse,
      errors: ['RESOURCE_DOES_NOT_EXIST', 'QUOTA_EXCEEDED', 'FEATURE_DISABLED'],
      access: adminOnly,
    }),

    delete: operation({
      summary: 'Revoke any token',
      description: 'Repeating the call on a revoked token succeeds; an id that never existed is an error.',
      method: 'DELETE',
      path: '/api/2.0/token-management/tokens/{token_id}',
      request: Type.Object({
        token_id: Type.String({ description: 'Id of the token to revoke: 64 hex digits, not the value.' }),
      }),
      response: Empty,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: adminOnly,
    }),

    get: operation({
      summary: 'Get a token',
      description: 'Never shows the value.',
      method: 'GET',
      path: '/api/2.0/token-management/tokens/{token_id}',
      request: Type.Object({ token_id: Type.String({ description: 'Id of the token to show: 64 hex digits.' }) }),
      response: GetTokenResponse,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: adminOnly,
    }),

    getPermissionLevels: operation({
      summary: 'List the permission levels for tokens',
      method: 'GET',
      path: '/api/2.0/permissions/authorization/tokens/permissionLevels',
      request: Type.Object({}),
      response: GetTokenPermissionLevelsResponse,
      errors: [],
      access: allowedTo('any permission on authorization/tokens, or workspace admin'),
      scope: 'access-management',
    }),

    getPermissions: operation({
      summary: 'Get who may use tokens',
      method: 'GET',
      path: '/api/2.0/permissions/authorization/tokens',
      request: Type.Object({}),
      response: TokenPermissions,
      errors: [],
      access: adminOnly,
      scope: 'access-management',
    }),

    list: operation({
      summary: 'List all tokens of the workspace',
      description:
        'Expired tokens are left out. Tokens made on behalf of a service principal count as created by the administrator who made them.',
      method: 'GET',
      path: '/api/2.0/token-management/tokens',
      request: Type.Object({
        created_by_id: Type.Optional(
          Int64({ description: 'Only tokens that the principal of this numeric id created; all when absent.' }),
        ),
        created_by_username: Type.Optional(
          Type.String({ description: 'Only tokens that the user of this login name created; all when absent.' }),
        ),
      }),
      response: ListTokensResponse,
      errors: [],
      access: adminOnly,
      paging: { items: 'token_infos', style: 'whole' },
    }),

    setPermissions: operation({
      summary: 'Replace who may use tokens',
      description:
        'The list must have group `admins` with CAN_MANAGE, which nobody else can be given. Live tokens of principals that lose CAN_USE are revoked at once.',
      method: 'PUT',
      path: '/api/2.0/permissions/authorization/tokens',
      request: Type.Object({
        access_control_list: Type.Optional(
          Type.Array(TokenAccessControlRequest, {
            description: 'Complete new list of entries; principals left out lose theirs.',
          }),
        ),
      }),
      response: TokenPermissions,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: adminOnly,
      scope: 'access-management',
    }),

    updatePermissions: operation({
      summary: 'Change who may use tokens',
      description: 'Live tokens of principals that lose CAN_USE are revoked at once.',
      method: 'PATCH',
      path: '/api/2.0/permissions/authorization/tokens',
      request: Type.Object({
        access_control_list: Type.Optional(
          Type.Array(TokenAccessControlRequest, {
            description: 'Entries to add or replace; principals that are not named keep theirs.',
          }),
        ),
      }),
      response: TokenPermissions,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: adminOnly,
      scope: 'access-management',
    }),

    updateTokenManagement: operation({
      summary: 'Change any token',
      description: 'A masked field that is absent from `token` is cleared. Value, owner and expiry cannot be changed.',
      method: 'PATCH',
      path: '/api/2.0/token-management/tokens/{token_id}',
      request: Type.Object({
        token_id: Type.String({ description: 'Id of the token to change: 64 hex digits.' }),
        token: described(TokenInfo, 'New content; only what the mask names is read.'),
        update_mask: Type.String({
          description:
            'Comma-separated fields to change: `comment`, `scopes`, `autoscope_state` (it records whether to derive scopes from use), or `*` for all. Other names are refused.',
        }),
      }),
      response: TokenInfo,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: adminOnly,
    }),
  },
);
