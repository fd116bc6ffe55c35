import { nextPageToken } from '../fields.ts';
import { Secret, Type } from '../schema.ts';

export const CreateServicePrincipalSecretResponse = Type.Object(
  {
    create_time: Type.Optional(
      Type.String({ description: 'When the secret was made, as an RFC 3339 timestamp in UTC.' }),
    ),
    expire_time: Type.Optional(
      Type.String({ description: 'When the secret stops being accepted, as an RFC 3339 timestamp in UTC.' }),
    ),
    id: Type.Optional(
      Type.String({ description: 'Identifier of the secret; deletion takes it. It authenticates nobody.' }),
    ),
    scopes: Type.Optional(
      Type.Array(Type.String(), {
        description: 'API scopes that access tokens obtained with this secret are limited to; absent means no limit.',
      }),
    ),
    secret: Type.Optional(
      Secret({
        description:
          'Secret value, the `client_secret` of the token endpoint. Returned only here; it cannot be read again.',
      }),
    ),
    secret_hash: Type.Optional(
      Type.String({
        description: 'Hash of the secret value, to recognise a stored secret; the value cannot be computed from it.',
      }),
    ),
    status: Type.Optional(
      Type.String({ description: 'State of the secret; `ACTIVE` while the token endpoint accepts it.' }),
    ),
    update_time: Type.Optional(
      Type.String({ description: 'When the secret was last changed, as an RFC 3339 timestamp in UTC.' }),
    ),
  },
  {
    title: 'CreateServicePrincipalSecretResponse',
    description: 'A new OAuth secret together with its value, which is shown this once.',
  },
);

export const SecretInfo = Type.Object(
  {
    create_time: Type.Optional(
      Type.String({ description: 'When the secret was made, as an RFC 3339 timestamp in UTC.' }),
    ),
    expire_time: Type.Optional(
      Type.String({ description: 'When the secret stops being accepted, as an RFC 3339 timestamp in UTC.' }),
    ),
    id: Type.Optional(
      Type.String({ description: 'Identifier of the secret; deletion takes it. It authenticates nobody.' }),
    ),
    scopes: Type.Optional(
      Type.Array(Type.String(), {
        description: 'API scopes that access tokens obtained with this secret are limited to; absent means no limit.',
      }),
    ),
    secret_hash: Type.Optional(
      Type.String({
        description: 'Hash of the secret value, to recognise a stored secret; the value cannot be computed from it.',
      }),
    ),
    status: Type.Optional(
      Type.String({ description: 'State of the secret; `ACTIVE` while the token endpoint accepts it.' }),
    ),
    update_time: Type.Optional(
      Type.String({ description: 'When the secret was last changed, as an RFC 3339 timestamp in UTC.' }),
    ),
  },
  { title: 'SecretInfo', description: 'An OAuth secret of a service principal as listed, without its value.' },
);

export const ListServicePrincipalSecretsResponse = Type.Object(
  {
    secrets: Type.Optional(
      Type.Array(SecretInfo, {
        description: 'The OAuth secrets of the service principal of this page; absent when there are none.',
      }),
    ),
    next_page_token: nextPageToken,
  },
  {
    title: 'ListServicePrincipalSecretsResponse',
    description: 'One page of the OAuth secrets of a service principal, without their values.',
  },
);
