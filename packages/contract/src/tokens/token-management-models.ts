import { accessControlModels } from '../permissions/access-control.ts';
import { described, Enum, Int64, Secret, Type } from '../schema.ts';
import { AutoscopeState } from './models.ts';

export const TokenInfo = Type.Object(
  {
    autoscope_state: Type.Optional(
      described(
        AutoscopeState,
        'How far scopes were derived from use: `USER_SELECTED` when scopes were given, otherwise `DISABLED`.',
      ),
    ),
    backfill_scopes: Type.Optional(
      Type.Array(Type.String(), {
        description: 'Scopes that were added afterwards to a token made without any; usually absent.',
      }),
    ),
    comment: Type.Optional(Type.String({ description: 'Free text given at creation; empty when there was none.' })),
    created_by_id: Type.Optional(Int64({ description: 'Numeric id of the principal that created the token.' })),
    created_by_username: Type.Optional(
      Type.String({ description: 'Login name or application id of the principal that created the token.' }),
    ),
    creation_time: Type.Optional(Int64({ description: 'When the token was created, in ms since 1970.' })),
    expiry_time: Type.Optional(
      Int64({ description: 'When the token expires, in ms since 1970; -1 if it never does.' }),
    ),
    inferred_scopes: Type.Optional(
      Type.Array(Type.String(), {
        description: 'Scopes that the calls made with this token so far would have needed.',
      }),
    ),
    last_used_day: Type.Optional(
      Int64({ description: 'Day of last use, as midnight UTC in ms since 1970; absent if never used.' }),
    ),
    owner_id: Type.Optional(
      Int64({
        description:
          'Numeric id of the principal that the token acts as; differs from the creator for on-behalf-of tokens.',
      }),
    ),
    scopes: Type.Optional(
      Type.Array(Type.String(), {
        description: 'API scopes that the token is limited to; absent if it is not limited.',
      }),
    ),
    token_id: Type.Optional(
      Type.String({ description: 'Id of the token for later calls: 64 hex digits. It does not authenticate.' }),
    ),
    workspace_id: Type.Optional(Int64({ description: 'Numeric id of the workspace in which the token is valid.' })),
  },
  { title: 'TokenInfo', description: 'A token as administrators see it, without its value.' },
);

export const CreateOboTokenResponse = Type.Object(
  {
    token_info: Type.Optional(described(TokenInfo, 'The token as lists show it, without the value.')),
    token_value: Type.Optional(
      Secret({ description: 'Value to send as bearer token, starting with `dapi`. It is never shown again.' }),
    ),
  },
  { title: 'CreateOboTokenResponse', description: 'A new token of a service principal, with its value.' },
);

export const GetTokenResponse = Type.Object(
  { token_info: Type.Optional(described(TokenInfo, 'The token that was asked for, without its value.')) },
  { title: 'GetTokenResponse', description: 'Answer to a request for one token.' },
);

/** CAN_MANAGE is missing from the official SDKs, but Terraform sends it for the group `admins`. */
export const TokenPermissionLevel = Enum(['CAN_MANAGE', 'CAN_USE'], {
  title: 'TokenPermissionLevel',
  description:
    'What a principal may do with tokens. CAN_USE creates and uses them; group `admins` also holds CAN_MANAGE, which cannot be given to others.',
});

const models = accessControlModels({
  prefix: 'Token',
  noun: 'token use',
  level: TokenPermissionLevel,
  objectId: 'Always `/authorization/tokens`: one object governs all tokens of the workspace.',
  objectType: 'Kind of the object: always `tokens` for token permissions.',
});

export const TokenPermissionsDescription = models.PermissionsDescription;
export const GetTokenPermissionLevelsResponse = models.GetPermissionLevelsResponse;
export const TokenPermission = models.Permission;
export const TokenAccessControlResponse = models.AccessControlResponse;
export const TokenPermissions = models.Permissions;
export const TokenAccessControlRequest = models.AccessControlRequest;

export const ListTokensResponse = Type.Object(
  {
    token_infos: Type.Optional(
      Type.Array(TokenInfo, { description: 'The tokens of the workspace; absent when there are none.' }),
    ),
  },
  { title: 'ListTokensResponse', description: 'All tokens of the workspace, without their values.' },
);
