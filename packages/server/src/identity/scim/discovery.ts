import { type ResponseOf, scim } from '@boathouse/contract';
import { ApiError } from '../../http/api-error.ts';
import { authenticateCaller } from '../../http/authentication.ts';
import { room } from '../../http/handlers.ts';
import type { Workspace } from '../../workspace.ts';
import { mostPerPage } from './list.ts';
import { resourceTypes } from './resource-type.ts';
import { schemaAttributes } from './schema-attributes.ts';

type Schema = ResponseOf<typeof scim.operations.getSchema>;
type ResourceType = ResponseOf<typeof scim.operations.getResourceType>;

const core = 'urn:ietf:params:scim:schemas:core:2.0';

const metaOf = ({ publicUrl }: Workspace, resourceType: string, path: string) => ({
  resourceType,
  location: `${publicUrl()}/api/2.0/preview/scim/v2/${path}`,
});

const listOf = <Resource>(Resources: Resource[]) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
  totalResults: Resources.length,
  startIndex: 1,
  itemsPerPage: Resources.length,
  Resources,
});

const find = <Resource extends { readonly id: string }>(resources: readonly Resource[], id: string): Resource => {
  const found = resources.find(resource => resource.id.toLowerCase() === id.toLowerCase());
  if (found !== undefined) return found;
  const known = resources.map(resource => resource.id).join(', ');
  throw new ApiError('RESOURCE_DOES_NOT_EXIST', `There is no ${id}. There are ${known}.`);
};

const described = [
  { type: resourceTypes.USER, name: 'User', description: 'The identity of a person.' },
  { type: resourceTypes.GROUP, name: 'Group', description: 'A group of users, service principals and other groups.' },
  { type: resourceTypes.SERVICE_PRINCIPAL, name: 'ServicePrincipal', description: 'The identity of a program.' },
] as const;

const typesOf = (workspace: Workspace): ResourceType[] =>
  described.map(({ type, name, description }) => ({
    schemas: [`${core}:ResourceType`],
    id: name,
    name,
    description,
    endpoint: `/${type.folder}`,
    schema: type.schemas[0],
    schemaExtensions: type.schemas.slice(1).map(schema => ({ schema, required: false })),
    meta: metaOf(workspace, 'ResourceType', `ResourceTypes/${name}`),
  }));

const schemasOf = (workspace: Workspace): Schema[] =>
  described.flatMap(({ type, name, description }) =>
    type.schemas.map((id, index) => ({
      schemas: [`${core}:Schema`],
      id,
      name: index === 0 ? name : `Workspace${name}`,
      description: index === 0 ? description : 'What Databricks adds to a user: no attribute of its own.',
      attributes: index === 0 ? schemaAttributes[type.kind] : [],
      meta: metaOf(workspace, 'Schema', `Schemas/${id}`),
    })),
  );

export const scimRoom = room(scim, authenticateCaller, {
  getServiceProviderConfig: async (_, { workspace }) => ({
    schemas: [`${core}:ServiceProviderConfig`],
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: mostPerPage },
    changePassword: { supported: false },
    sort: { supported: true },
    etag: { supported: false },
    authenticationSchemes: [
      {
        type: 'oauthbearertoken',
        name: 'Bearer token',
        description:
          'A personal access token or an OAuth access token of an administrator, as `Authorization: Bearer`.',
        primary: true,
      },
    ],
    meta: metaOf(workspace, 'ServiceProviderConfig', 'ServiceProviderConfig'),
  }),
  listResourceTypes: async (_, { workspace }) => listOf(typesOf(workspace)),
  getResourceType: async ({ id }, { workspace }) => find(typesOf(workspace), id),
  listSchemas: async (_, { workspace }) => listOf(schemasOf(workspace)),
  getSchema: async ({ id }, { workspace }) => find(schemasOf(workspace), id),
});
