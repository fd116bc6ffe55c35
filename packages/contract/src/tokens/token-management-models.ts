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

export const TokenPermissionsDescription = Type.Object(
  {
    description: Type.Optional(
      Type.String({ description: 'What the level allows, as a sentence for people to read.' }),
    ),
    permission_level: Type.Optional(
      described(TokenPermissionLevel, 'The level that the description explains, as it is written in requests.'),
    ),
  },
  { title: 'TokenPermissionsDescription', description: 'A permission level of token use, explained.' },
);

export const GetTokenPermissionLevelsResponse = Type.Object(
  {
    permission_levels: Type.Optional(
      Type.Array(TokenPermissionsDescription, {
        description: 'One entry for each level that can be granted on this kind of object.',
      }),
    ),
  },
  { title: 'GetTokenPermissionLevelsResponse', description: 'The permission levels that token use knows.' },
);

export const TokenPermission = Type.Object(
  {
    inherited: Type.Optional(
      Type.Boolean({
        description: 'True when the level comes from a parent object and cannot be changed on this one.',
      }),
    ),
    inherited_from_object: Type.Optional(
      Type.Array(Type.String(), {
        description: 'Paths of the parent objects that grant the level; absent when it was granted directly.',
      }),
    ),
    permission_level: Type.Optional(described(TokenPermissionLevel, 'The level that is held on the object.')),
  },
  { title: 'TokenPermission', description: 'One permission level on token use, and whether it is inherited.' },
);

export const TokenAccessControlResponse = Type.Object(
  {
    all_permissions: Type.Optional(
      Type.Array(TokenPermission, {
        description: 'The strongest level that the principal holds, with where it comes from.',
      }),
    ),
    display_name: Type.Optional(
      Type.String({ description: 'Name of the user or service principal as people read it; absent for groups.' }),
    ),
    group_name: Type.Optional(
      Type.String({
        description:
          'Display name of the group that the entry is for; absent when it is for another kind of principal.',
      }),
    ),
    service_principal_name: Type.Optional(
      Type.String({
        description:
          'Application id (UUID) of the service principal that the entry is for; absent for users and groups.',
      }),
    ),
    user_name: Type.Optional(
      Type.String({
        description:
          'Login name of the user that the entry is for; absent when it is for a group or service principal.',
      }),
    ),
  },
  {
    title: 'TokenAccessControlResponse',
    description: 'What one principal holds on token use. Exactly one of the three principal names is set.',
  },
);

export const TokenPermissions = Type.Object(
  {
    access_control_list: Type.Optional(
      Type.Array(TokenAccessControlResponse, {
        description:
          'One entry for each principal that holds a level, directly or by inheritance, in no promised order.',
      }),
    ),
    object_id: Type.Optional(
      Type.String({ description: 'Always `/authorization/tokens`: one object governs all tokens of the workspace.' }),
    ),
    object_type: Type.Optional(
      Type.String({ description: 'Kind of the object: always `tokens` for token permissions.' }),
    ),
  },
  { title: 'TokenPermissions', description: 'Who holds which permission level on token use.' },
);

export const TokenAccessControlRequest = Type.Object(
  {
    group_name: Type.Optional(
      Type.String({ description: 'Display name of the group whose members get the level, compared ignoring case.' }),
    ),
    permission_level: Type.Optional(
      described(TokenPermissionLevel, 'Level to give; it replaces the one that the principal holds directly.'),
    ),
    service_principal_name: Type.Optional(
      Type.String({ description: 'Application id (UUID) of the service principal that gets the level.' }),
    ),
    user_name: Type.Optional(
      Type.String({
        description:
          'Login name of the user who gets the level; an application id is understood as a service principal.',
      }),
    ),
  },
  {
    title: 'TokenAccessControlRequest',
    description:
      'A permission level to give to one principal on token use. Exactly one of the three principal names must be set.',
  },
);

export const ListTokensResponse = Type.Object(
  {
    token_infos: Type.Optional(
      Type.Array(TokenInfo, { description: 'The tokens of the workspace; absent when there are none.' }),
    ),
  },
  { title: 'ListTokensResponse', description: 'All tokens of the workspace, without their values.' },
);
