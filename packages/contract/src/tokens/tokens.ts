import { allowedTo, anyCaller, operation, service } from '../operation.ts';
import { described, Empty, Int64, Type } from '../schema.ts';
import {
  CreateTokenResponse,
  ListPublicTokensResponse,
  PublicTokenInfo,
  UpdateTokenResponse,
} from './tokens-models.ts';

/** `tokens`, under `/api/2.0/token`. */
export const tokens = service('tokens', 'tokens', "Administers the caller's own personal access tokens.", {
  create: operation({
    summary: 'Create a personal access token',
    description:
      'The value is shown in this answer only. A principal holds at most 600 live tokens; a lifetime of 0 or beyond `maxTokenLifetimeDays` is refused, and so is -1 where there is such a maximum.',
    method: 'POST',
    path: '/api/2.0/token/create',
    request: Type.Object({
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
    response: CreateTokenResponse,
    errors: ['QUOTA_EXCEEDED', 'FEATURE_DISABLED'],
    access: allowedTo('CAN_USE on authorization/tokens'),
  }),

  delete: operation({
    summary: 'Revoke one of your tokens',
    description: "The token is refused from the next request on. Another principal's token counts as not existing.",
    method: 'POST',
    path: '/api/2.0/token/delete',
    request: Type.Object({
      token_id: Type.String({ description: 'Id of the token to revoke: 64 hex digits, as listed, not the value.' }),
    }),
    response: Empty,
    errors: ['RESOURCE_DOES_NOT_EXIST'],
    access: anyCaller,
  }),

  list: operation({
    summary: 'List your tokens',
    description: 'Gives tokens that are neither expired nor revoked, without their values.',
    method: 'GET',
    path: '/api/2.0/token/list',
    request: Type.Object({}),
    response: ListPublicTokensResponse,
    errors: [],
    access: anyCaller,
    paging: { items: 'token_infos', style: 'whole' },
  }),

  update: operation({
    summary: 'Change one of your tokens',
    description: 'A masked field that is absent from `token` is cleared. Value and expiry cannot be changed.',
    method: 'PATCH',
    path: '/api/2.0/token/{token_id}',
    request: Type.Object({
      token_id: Type.String({ description: 'Id of the token to change: 64 hex digits, as listed.' }),
      token: described(PublicTokenInfo, 'New content; only what the mask names is read.'),
      update_mask: Type.String({
        description:
          'Comma-separated fields to change: `comment`, `scopes`, `autoscope_state` (it records whether to derive scopes from use), or `*` for all. Other names are refused.',
      }),
    }),
    response: UpdateTokenResponse,
    errors: ['NOT_FOUND'],
    access: anyCaller,
  }),
});
