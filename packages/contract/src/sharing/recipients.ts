import { pageToken } from '../fields.ts';
import { allowedTo, anyCaller, operation, service } from '../operation.ts';
import { described, Empty, Int64, Secret, Type } from '../schema.ts';
import { AuthenticationType } from './models.ts';
import {
  GetRecipientSharePermissionsResponse,
  IpAccessList,
  ListRecipientsResponse,
  RecipientInfo,
  SecurablePropertiesKvPairs,
} from './recipients-models.ts';

const name = Type.String({ description: 'Name of the recipient, in any case.' });

/** `recipients`, under `/api/2.1/unity-catalog/recipients`. */
export const recipients = service(
  'recipients',
  'sharing',
  'Administers recipients: the outside parties that shares are granted to, and their tokens.',
  {
    create: operation({
      summary: 'Create a recipient',
      description:
        'With type TOKEN the answer holds an activation link, from which the recipient downloads its credential once.',
      method: 'POST',
      path: '/api/2.1/unity-catalog/recipients',
      request: Type.Object({
        name: Type.String({
          description:
            'Name of the recipient, unique in the metastore regardless of case: no period, space, slash or control character.',
          minLength: 1,
          maxLength: 255,
        }),
        authentication_type: Type.Optional(
          described(
            AuthenticationType,
            'How the recipient proves who it is. Absent: DATABRICKS when a sharing identifier is given, else TOKEN.',
          ),
        ),
        allowed_acceptance_types: Type.Optional(
          Type.Array(AuthenticationType, {
            description: 'Kinds of access that an invited person may choose from; only with type EMAIL.',
          }),
        ),
        allowed_data_recipient_global_metastore_ids: Type.Optional(
          Type.Array(Type.String(), {
            description:
              'Sharing identifiers of metastores that an invitation may be accepted with; only with type EMAIL.',
          }),
        ),
        comment: Type.Optional(Type.String({ description: 'Free text for people.' })),
        data_recipient_global_metastore_id: Type.Optional(
          Type.String({
            description:
              'Sharing identifier of the metastore of the recipient, `cloud:region:uuid`. Required for type DATABRICKS.',
          }),
        ),
        email: Type.Optional(
          Type.String({ description: 'Address that the invitation goes to; only with type EMAIL.', maxLength: 320 }),
        ),
        expiration_time: Type.Optional(
          Int64({
            description:
              'When the token ends, in milliseconds since 1970; at most one year ahead. Absent means the lifetime that the metastore sets.',
            minimum: 0,
          }),
        ),
        id: Type.Optional(
          Type.String({ description: 'Id of the recipient; chosen by the server, ignored in requests.' }),
        ),
        ip_access_list: Type.Optional(
          described(
            IpAccessList,
            'Addresses from which the recipient may connect; absent or empty means any. Only for recipients with a token.',
          ),
        ),
        owner: Type.Optional(
          Type.String({ description: 'User name, application id or group name of the owner; the caller when absent.' }),
        ),
        properties_kvpairs: Type.Optional(
          described(
            SecurablePropertiesKvPairs,
            'Properties that partition filters and views of a share can ask for; replaces the custom ones. Keys may not start with `databricks.`.',
          ),
        ),
        sharing_code: Type.Optional(
          Secret({ description: 'One-time code from the recipient; a sharing identifier is understood here too.' }),
        ),
      }),
      response: RecipientInfo,
      errors: [
        'RECIPIENT_ALREADY_EXISTS',
        'METASTORE_DOES_NOT_EXIST',
        'PRINCIPAL_DOES_NOT_EXIST',
        'FEATURE_DISABLED',
        'NOT_IMPLEMENTED',
        'QUOTA_EXCEEDED',
      ],
      access: allowedTo('metastore admin, or CREATE_RECIPIENT on the metastore'),
    }),

    delete: operation({
      summary: 'Delete a recipient',
      description: 'All its tokens end with the next request, and its grants are gone.',
      method: 'DELETE',
      path: '/api/2.1/unity-catalog/recipients/{name}',
      request: Type.Object({ name }),
      response: Empty,
      errors: ['RECIPIENT_DOES_NOT_EXIST'],
      access: allowedTo('owner of the recipient'),
    }),

    get: operation({
      summary: 'Get a recipient',
      method: 'GET',
      path: '/api/2.1/unity-catalog/recipients/{name}',
      request: Type.Object({ name }),
      response: RecipientInfo,
      errors: ['RECIPIENT_DOES_NOT_EXIST'],
      access: allowedTo('owner of the recipient, USE_RECIPIENT on the metastore, or metastore admin'),
    }),

    list: operation({
      summary: 'List recipients',
      description: 'Metastore admins and holders of USE_RECIPIENT see all recipients, others their own.',
      method: 'GET',
      path: '/api/2.1/unity-catalog/recipients',
      request: Type.Object({
        data_recipient_global_metastore_id: Type.Optional(
          Type.String({ description: 'Answer only the recipient with this sharing identifier.' }),
        ),
        max_results: Type.Optional(
          Int64({
            description:
              'Most recipients in one page, which the server caps at 1000; 0 leaves the size to it, absent means all in one answer.',
            minimum: 0,
          }),
        ),
        page_token: pageToken,
        parent_recipient_name: Type.Optional(
          Type.String({
            description: 'Answer only recipients that came from the invitation of this one; absent leaves those out.',
          }),
        ),
      }),
      response: ListRecipientsResponse,
      errors: [],
      access: anyCaller,
      paging: { items: 'recipients', style: 'token' },
    }),

    rotateToken: operation({
      summary: 'Rotate the token of a recipient',
      description:
        'Issues a new token with a new activation link. Refused while two tokens are alive; a token that was never downloaded is replaced. Only for type TOKEN.',
      method: 'POST',
      path: '/api/2.1/unity-catalog/recipients/{name}/rotate-token',
      request: Type.Object({
        name,
        existing_token_expire_in_seconds: Type.Optional(
          Int64({
            description:
              'How long the present token still works, in seconds; 0 or absent ends it at once. It can be shortened, never extended.',
            minimum: 0,
          }),
        ),
      }),
      response: RecipientInfo,
      errors: ['RECIPIENT_DOES_NOT_EXIST', 'INVALID_STATE'],
      access: allowedTo('owner of the recipient'),
    }),

    sharePermissions: operation({
      summary: 'Get the shares that a recipient may read',
      method: 'GET',
      path: '/api/2.1/unity-catalog/recipients/{name}/share-permissions',
      request: Type.Object({
        name,
        max_results: Type.Optional(
          Int64({
            description: 'Most shares in one page; 0 lets the server choose, absent means all in one answer.',
            minimum: 0,
          }),
        ),
        page_token: pageToken,
      }),
      response: GetRecipientSharePermissionsResponse,
      errors: ['RECIPIENT_DOES_NOT_EXIST'],
      access: allowedTo('owner of the recipient, USE_RECIPIENT on the metastore, or metastore admin'),
    }),

    update: operation({
      summary: 'Update a recipient',
      description: 'Absent fields stay as they are. A new list of addresses holds with the next request.',
      method: 'PATCH',
      path: '/api/2.1/unity-catalog/recipients/{name}',
      request: Type.Object({
        name: Type.String({ description: 'Present name of the recipient, in any case.' }),
        allowed_acceptance_types: Type.Optional(
          Type.Array(AuthenticationType, {
            description: 'Kinds of access that an invited person may choose from; only with type EMAIL.',
          }),
        ),
        allowed_data_recipient_global_metastore_ids: Type.Optional(
          Type.Array(Type.String(), {
            description:
              'Sharing identifiers of metastores that an invitation may be accepted with; only with type EMAIL.',
          }),
        ),
        comment: Type.Optional(Type.String({ description: 'Free text for people; an empty string clears it.' })),
        email: Type.Optional(
          Type.String({ description: 'New address of an invitation; only with type EMAIL.', maxLength: 320 }),
        ),
        expiration_time: Type.Optional(
          Int64({
            description:
              'When the present token ends, in milliseconds since 1970; at most one year after it was issued.',
            minimum: 0,
          }),
        ),
        id: Type.Optional(
          Type.String({ description: 'Id of the recipient; chosen by the server, ignored in requests.' }),
        ),
        ip_access_list: Type.Optional(
          described(
            IpAccessList,
            'Addresses from which the recipient may connect; absent or empty means any. Only for recipients with a token.',
          ),
        ),
        new_name: Type.Optional(
          Type.String({
            description: 'New name of the recipient; tokens and grants stay.',
            minLength: 1,
            maxLength: 255,
          }),
        ),
        owner: Type.Optional(Type.String({ description: 'User name, application id or group name of the new owner.' })),
        properties_kvpairs: Type.Optional(
          described(
            SecurablePropertiesKvPairs,
            'Properties that partition filters and views of a share can ask for; replaces the custom ones. Keys may not start with `databricks.`.',
          ),
        ),
      }),
      response: RecipientInfo,
      errors: ['RECIPIENT_DOES_NOT_EXIST', 'RECIPIENT_ALREADY_EXISTS', 'PRINCIPAL_DOES_NOT_EXIST', 'INVALID_STATE'],
      access: allowedTo('owner of the recipient or metastore admin; a new name needs both'),
    }),
  },
);
