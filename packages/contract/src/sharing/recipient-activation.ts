import { anybody, operation, service } from '../operation.ts';
import { Empty, Secret, Type } from '../schema.ts';
import { RetrieveTokenResponse } from './recipient-activation-models.ts';

/**
 * `recipientActivation`, under
 * - `/api/2.1/unity-catalog/public/data_sharing_activation_info`
 * - `/api/2.1/unity-catalog/public/data_sharing_activation`
 */
export const recipientActivation = service(
  'recipientActivation',
  'sharing',
  'Turns an activation link into the credential of a recipient.',
  {
    getActivationUrlInfo: operation({
      summary: 'Check an activation link',
      description:
        'Consumes nothing and may be called again and again. An error means that the link is unknown, used or expired.',
      method: 'GET',
      path: '/api/2.1/unity-catalog/public/data_sharing_activation_info/{activation_url}',
      request: Type.Object({
        activation_url: Secret({
          description: 'The whole activation link, percent-encoded or not, or only the code at its end.',
        }),
        metastore_id: Type.Optional(
          Type.String({
            description: 'UUID of the metastore that issued the link; optional, because the code says it.',
          }),
        ),
      }),
      response: Empty,
      errors: ['RESOURCE_DOES_NOT_EXIST', 'RECIPIENT_DOES_NOT_EXIST'],
      access: anybody,
      restOfUrl: 'activation_url',
    }),

    retrieveToken: operation({
      summary: 'Download the credential of a recipient',
      description:
        'Works once: the link is dead afterwards. The answer is the content of a profile file. The list of allowed addresses applies.',
      method: 'GET',
      path: '/api/2.1/unity-catalog/public/data_sharing_activation/{activation_url}',
      request: Type.Object({
        activation_url: Secret({
          description: 'The whole activation link, percent-encoded or not, or only the code at its end.',
        }),
        metastore_id: Type.Optional(
          Type.String({
            description: 'UUID of the metastore that issued the link; optional, because the code says it.',
          }),
        ),
      }),
      response: RetrieveTokenResponse,
      errors: ['RESOURCE_DOES_NOT_EXIST', 'RECIPIENT_DOES_NOT_EXIST'],
      access: anybody,
      restOfUrl: 'activation_url',
    }),
  },
);
