import { described, Int64, Type } from '../schema.ts';

const schemas = Type.Array(Type.String(), { description: 'Schema URNs of the resource.' });

export const ScimMeta = Type.Object(
  {
    resourceType: Type.String({ description: 'Kind of the resource, such as `Schema`.' }),
    location: Type.String({ description: 'URL of the resource.' }),
  },
  { title: 'ScimMeta', description: 'Kind and URL of a resource that describes the server.' },
);

export const ScimFeature = Type.Object(
  { supported: Type.Boolean({ description: 'Whether the server does it.' }) },
  { title: 'ScimFeature', description: 'A part of SCIM that a server may leave out.' },
);

const feature = (description: string) => described(ScimFeature, description);

export const ScimBulk = Type.Object(
  {
    supported: Type.Boolean({ description: 'Whether the server does it.' }),
    maxOperations: Int64({ description: 'Most operations in a request; 0 when there are no such requests.' }),
    maxPayloadSize: Int64({ description: 'Most bytes in a request; 0 when there are no such requests.' }),
  },
  { title: 'ScimBulk', description: 'Several changes in one request.' },
);

export const ScimFilter = Type.Object(
  {
    supported: Type.Boolean({ description: 'Whether the server does it.' }),
    maxResults: Int64({ description: 'Most resources in a page.' }),
  },
  { title: 'ScimFilter', description: 'Lists of the resources that match a filter.' },
);

export const ScimAuthenticationScheme = Type.Object(
  {
    type: Type.String({ description: 'Kind of the scheme, such as `oauthbearertoken`.' }),
    name: Type.String({ description: 'Name shown to people.' }),
    description: Type.String({ description: 'What to send.' }),
    primary: Type.Boolean({ description: 'Whether it is the one to prefer.' }),
  },
  { title: 'ScimAuthenticationScheme', description: 'A way to authenticate.' },
);

export const ServiceProviderConfig = Type.Object(
  {
    schemas,
    patch: feature('Changing parts of a resource by PATCH.'),
    bulk: ScimBulk,
    filter: ScimFilter,
    changePassword: feature('Setting passwords.'),
    sort: feature('Ordering lists by an attribute.'),
    etag: feature('Versions of resources, for conditional requests.'),
    authenticationSchemes: Type.Array(ScimAuthenticationScheme, { description: 'Ways to authenticate.' }),
    meta: ScimMeta,
  },
  { title: 'ServiceProviderConfig', description: 'Which parts of SCIM the server has (RFC 7643 §5).' },
);

export const SchemaExtension = Type.Object(
  {
    schema: Type.String({ description: 'URN of the extension.' }),
    required: Type.Boolean({ description: 'Whether every resource must have it.' }),
  },
  { title: 'SchemaExtension', description: 'A schema that resources can have beside their own.' },
);

export const ResourceType = Type.Object(
  {
    schemas,
    id: Type.String({ description: 'Name of the resource type, such as `User`.' }),
    name: Type.String({ description: 'The same name.' }),
    description: Type.String({ description: 'What such a resource is.' }),
    endpoint: Type.String({ description: 'Path of the resources below that of SCIM, such as `/Users`.' }),
    schema: Type.String({ description: 'URN of the schema that the resources have.' }),
    schemaExtensions: Type.Array(SchemaExtension, {
      description: 'Schemas that the resources can have beside their own.',
    }),
    meta: ScimMeta,
  },
  { title: 'ResourceType', description: 'A type of SCIM resources (RFC 7643 §6).' },
);

const attributeFields = {
  name: Type.String({ description: 'Name of the attribute.' }),
  type: Type.String({ description: '`string`, `boolean`, `reference` or `complex`.' }),
  multiValued: Type.Boolean({ description: 'Whether there can be several values.' }),
  description: Type.String({ description: 'What the attribute means.' }),
  required: Type.Boolean({ description: 'Whether a new resource must have it.' }),
  caseExact: Type.Boolean({ description: 'Whether letter case matters when values are compared.' }),
  mutability: Type.String({ description: '`readOnly`, `readWrite` or `immutable`: fixed when the resource is made.' }),
  returned: Type.String({ description: '`always`, or `default`: unless the request asks for others.' }),
  referenceTypes: Type.Optional(
    Type.Array(Type.String({ description: 'A type.' }), { description: 'Types of resources that a reference names.' }),
  ),
  canonicalValues: Type.Optional(
    Type.Array(Type.String({ description: 'A value.' }), {
      description: 'The values there are; absent when any will do.',
    }),
  ),
  uniqueness: Type.String({ description: '`none`, or `server`: no two resources have the same value.' }),
};

export const SchemaSubAttribute = Type.Object(attributeFields, {
  title: 'SchemaSubAttribute',
  description: 'A part of a complex attribute.',
});

export const SchemaAttribute = Type.Object(
  {
    ...attributeFields,
    subAttributes: Type.Optional(
      Type.Array(SchemaSubAttribute, { description: 'Parts of a complex attribute; absent for others.' }),
    ),
  },
  { title: 'SchemaAttribute', description: 'An attribute of a SCIM resource.' },
);

export const ScimSchema = Type.Object(
  {
    schemas,
    id: Type.String({ description: 'URN of the schema.' }),
    name: Type.String({ description: 'Name shown to people.' }),
    description: Type.String({ description: 'What a resource with this schema is.' }),
    attributes: Type.Array(SchemaAttribute, { description: 'Attributes that resources have by this schema.' }),
    meta: ScimMeta,
  },
  { title: 'ScimSchema', description: 'A SCIM schema: which attributes there are (RFC 7643 §7).' },
);

const listFields = {
  schemas,
  totalResults: Int64({ description: 'How many there are.' }),
  startIndex: Int64({ description: 'Position of the first: always 1, for the list is not cut.' }),
  itemsPerPage: Int64({ description: 'How many this answer holds: all.' }),
};

export const ListResourceTypesResponse = Type.Object(
  { ...listFields, Resources: Type.Array(ResourceType, { description: 'The resource types.' }) },
  { title: 'ListResourceTypesResponse', description: 'All types of SCIM resources.' },
);

export const ListScimSchemasResponse = Type.Object(
  { ...listFields, Resources: Type.Array(ScimSchema, { description: 'The schemas.' }) },
  { title: 'ListScimSchemasResponse', description: 'All SCIM schemas.' },
);
