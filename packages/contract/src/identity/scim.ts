import { anybody, operation, service } from '../operation.ts';
import { Type } from '../schema.ts';
import {
  ListResourceTypesResponse,
  ListScimSchemasResponse,
  ResourceType,
  ScimSchema,
  ServiceProviderConfig,
} from './scim-models.ts';

/**
 * `scim`, under `/api/2.0/preview/scim/v2`. Declared like everything else, so that identity providers reach it by the same
 * aliases and with the same errors as the resources that it describes. It is open: RFC 7643 §5 asks that the ways to
 * authenticate can be learnt without authenticating.
 */
export const scim = service(
  'scim',
  'identity',
  'What of SCIM 2.0 the workspace has, for identity providers to find out.',
  {
    getServiceProviderConfig: operation({
      summary: 'Get what of SCIM the server has',
      method: 'GET',
      path: '/api/2.0/preview/scim/v2/ServiceProviderConfig',
      request: Type.Object({}),
      response: ServiceProviderConfig,
      errors: [],
      access: anybody,
      own: true,
    }),

    listResourceTypes: operation({
      summary: 'List the types of SCIM resources',
      method: 'GET',
      path: '/api/2.0/preview/scim/v2/ResourceTypes',
      request: Type.Object({}),
      response: ListResourceTypesResponse,
      errors: [],
      access: anybody,
      paging: { items: 'Resources', style: 'whole' },
      own: true,
    }),

    getResourceType: operation({
      summary: 'Get a type of SCIM resources',
      method: 'GET',
      path: '/api/2.0/preview/scim/v2/ResourceTypes/{id}',
      request: Type.Object({
        id: Type.String({ description: 'Name of the resource type: `User`, `Group` or `ServicePrincipal`.' }),
      }),
      response: ResourceType,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: anybody,
      own: true,
    }),

    listSchemas: operation({
      summary: 'List the SCIM schemas',
      method: 'GET',
      path: '/api/2.0/preview/scim/v2/Schemas',
      request: Type.Object({}),
      response: ListScimSchemasResponse,
      errors: [],
      access: anybody,
      paging: { items: 'Resources', style: 'whole' },
      own: true,
    }),

    getSchema: operation({
      summary: 'Get a SCIM schema',
      method: 'GET',
      path: '/api/2.0/preview/scim/v2/Schemas/{id}',
      request: Type.Object({
        id: Type.String({ description: 'URN of the schema, such as `urn:ietf:params:scim:schemas:core:2.0:User`.' }),
      }),
      response: ScimSchema,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: anybody,
      own: true,
    }),
  },
);
