import { pageSize, pageToken } from '../fields.ts';
import { adminOnly, operation, service } from '../operation.ts';
import { Empty, Type } from '../schema.ts';
import {
  CreateServicePrincipalSecretResponse,
  ListServicePrincipalSecretsResponse,
} from './service-principal-secrets-proxy-models.ts';

const servicePrincipalId = Type.String({
  description: 'Numeric id of the service principal, as SCIM gives it in `id`; not the application id.',
});

/** `servicePrincipalSecretsProxy`, under `/api/2.0/accounts/servicePrincipals`. */
export const servicePrincipalSecretsProxy = service(
  'servicePrincipalSecretsProxy',
  'identity',
  'OAuth secrets with which service principals obtain access tokens by the client credentials grant.',
  {
    create: operation({
      summary: 'Create an OAuth secret for a service principal',
      description:
        'The answer is the only place where the secret value appears. A service principal has at most five secrets; expired ones do not count.',
      method: 'POST',
      path: '/api/2.0/accounts/servicePrincipals/{service_principal_id}/credentials/secrets',
      request: Type.Object({
        service_principal_id: servicePrincipalId,
        lifetime: Type.Optional(
          Type.String({
            description:
              'How long the secret is valid, in seconds with the suffix `s`, such as `3600s`. Absent: `63072000s` (730 days), also the maximum.',
          }),
        ),
        scopes: Type.Optional(
          Type.Array(Type.String(), {
            description:
              'API scopes to limit the resulting access tokens to; absent or empty means all that the principal may do.',
          }),
        ),
      }),
      response: CreateServicePrincipalSecretResponse,
      errors: ['RESOURCE_DOES_NOT_EXIST', 'RESOURCE_LIMIT_EXCEEDED'],
      access: adminOnly,
      scope: 'authentication',
    }),

    delete: operation({
      summary: 'Delete an OAuth secret',
      description:
        'No new access token can be obtained with it from now on. Access tokens issued before live to their own end, at most one hour.',
      method: 'DELETE',
      path: '/api/2.0/accounts/servicePrincipals/{service_principal_id}/credentials/secrets/{secret_id}',
      request: Type.Object({
        service_principal_id: servicePrincipalId,
        secret_id: Type.String({
          description: 'Identifier of the secret, from the answer to its creation or from the list.',
        }),
      }),
      response: Empty,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: adminOnly,
      scope: 'authentication',
    }),

    list: operation({
      summary: 'List the OAuth secrets of a service principal',
      description: 'Gives metadata only, never the values. Expired secrets are left out.',
      method: 'GET',
      path: '/api/2.0/accounts/servicePrincipals/{service_principal_id}/credentials/secrets',
      request: Type.Object({ service_principal_id: servicePrincipalId, page_size: pageSize, page_token: pageToken }),
      response: ListServicePrincipalSecretsResponse,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: adminOnly,
      scope: 'authentication',
      paging: { items: 'secrets', style: 'token' },
    }),
  },
);
