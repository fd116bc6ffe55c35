import { pageToken } from '../fields.ts';
import { allowedTo, operation, service } from '../operation.ts';
import { described, Empty, Int64, Type } from '../schema.ts';
import { FederationPolicy, ListFederationPoliciesResponse } from './recipient-federation-policies-models.ts';

const recipientName = Type.String({ description: 'Name of the recipient, of type OIDC_FEDERATION.' });

const name = Type.String({ description: 'Name of the policy.' });

/** `recipientFederationPolicies`, under `/api/2.0/data-sharing/recipients`. */
export const recipientFederationPolicies = service(
  'recipientFederationPolicies',
  'sharing',
  'Administers which tokens of outside identity providers a recipient may sign in with.',
  {
    create: operation({
      summary: 'Create a federation policy',
      description: 'Tokens that match any one policy of the recipient are accepted.',
      method: 'POST',
      path: '/api/2.0/data-sharing/recipients/{recipient_name}/federation-policies',
      request: Type.Object({
        recipient_name: recipientName,
        policy: described(FederationPolicy, 'The policy; needs a name and `oidc_policy`.'),
      }),
      response: FederationPolicy,
      errors: ['RECIPIENT_DOES_NOT_EXIST', 'ALREADY_EXISTS', 'INVALID_STATE'],
      access: allowedTo('owner of the recipient'),
      in: { policy: 'whole-body' },
    }),

    delete: operation({
      summary: 'Delete a federation policy',
      description: 'Tokens that only this policy accepted are refused with the next request.',
      method: 'DELETE',
      path: '/api/2.0/data-sharing/recipients/{recipient_name}/federation-policies/{name}',
      request: Type.Object({ recipient_name: recipientName, name }),
      response: Empty,
      errors: ['RECIPIENT_DOES_NOT_EXIST', 'RESOURCE_DOES_NOT_EXIST'],
      access: allowedTo('owner of the recipient'),
    }),

    getFederationPolicy: operation({
      summary: 'Get a federation policy',
      method: 'GET',
      path: '/api/2.0/data-sharing/recipients/{recipient_name}/federation-policies/{name}',
      request: Type.Object({ recipient_name: recipientName, name }),
      response: FederationPolicy,
      errors: ['RECIPIENT_DOES_NOT_EXIST', 'RESOURCE_DOES_NOT_EXIST'],
      access: allowedTo('owner of the recipient, USE_RECIPIENT on the metastore, or metastore admin'),
    }),

    list: operation({
      summary: 'List the federation policies of a recipient',
      method: 'GET',
      path: '/api/2.0/data-sharing/recipients/{recipient_name}/federation-policies',
      request: Type.Object({
        recipient_name: recipientName,
        max_results: Type.Optional(
          Int64({ description: 'Most policies in one page; 0 or absent lets the server choose.', minimum: 0 }),
        ),
        page_token: pageToken,
      }),
      response: ListFederationPoliciesResponse,
      errors: ['RECIPIENT_DOES_NOT_EXIST'],
      access: allowedTo('owner of the recipient, USE_RECIPIENT on the metastore, or metastore admin'),
      paging: { items: 'policies', style: 'token' },
    }),

    update: operation({
      summary: 'Update a federation policy',
      description: 'The name cannot change.',
      method: 'PATCH',
      path: '/api/2.0/data-sharing/recipients/{recipient_name}/federation-policies/{name}',
      request: Type.Object({
        recipient_name: recipientName,
        name,
        policy: described(FederationPolicy, 'The policy with its new values.'),
        update_mask: Type.Optional(
          Type.String({
            description: 'Fields to take from `policy`, separated by commas; absent or `*` means all that may change.',
          }),
        ),
      }),
      response: FederationPolicy,
      errors: ['RECIPIENT_DOES_NOT_EXIST', 'RESOURCE_DOES_NOT_EXIST'],
      access: allowedTo('owner of the recipient'),
      in: { policy: 'whole-body', update_mask: 'query' },
    }),
  },
);
