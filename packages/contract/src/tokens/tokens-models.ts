import { described, Int64, Secret, Type } from '../schema.ts';
import { AutoscopeState } from './models.ts';

export const PublicTokenInfo = Type.Object(
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
    creation_time: Type.Optional(Int64({ description: 'When the token was created, in ms since 1970.' })),
    expiry_time: Type.Optional(
      Int64({ description: 'When the token expires, in ms since 1970; -1 if it never does.' }),
    ),
    inferred_scopes: Type.Optional(
      Type.Array(Type.String(), {
        description: 'Scopes that the calls made with this token so far would have needed.',
      }),
    ),
    last_accessed_time: Type.Optional(
      Int64({
        description: 'When the token authenticated a request, in ms since 1970, to within a day; absent if never.',
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
  },
  { title: 'PublicTokenInfo', description: "One of the caller's tokens, without its value." },
);

export const CreateTokenResponse = Type.Object(
  {
    token_info: Type.Optional(described(PublicTokenInfo, 'The token as lists show it, without the value.')),
    token_value: Type.Optional(
      Secret({ description: 'Value to send as bearer token, starting with `dapi`. It is never shown again.' }),
    ),
  },
  { title: 'CreateTokenResponse', description: 'A new token, with its value.' },
);

export const UpdateTokenResponse = Type.Object(
  {},
  { title: 'UpdateTokenResponse', description: 'Empty: the change was made.' },
);

export const ListPublicTokensResponse = Type.Object(
  {
    token_infos: Type.Optional(
      Type.Array(PublicTokenInfo, { description: 'The tokens of the caller; absent when there are none.' }),
    ),
  },
  { title: 'ListPublicTokensResponse', description: 'All tokens of the caller, without their values.' },
);
