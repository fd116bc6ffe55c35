// Made by `npm run generate` from packages/contract. Change it there.

/** All types of SCIM resources. */
export interface ListResourceTypesResponse {
  /** Schema URNs of the resource. */
  schemas: readonly string[];
  /** How many there are. */
  totalResults: number;
  /** Position of the first: always 1, for the list is not cut. */
  startIndex: number;
  /** How many this answer holds: all. */
  itemsPerPage: number;
  /** The resource types. */
  Resources: readonly ResourceType[];
}

/** All SCIM schemas. */
export interface ListScimSchemasResponse {
  /** Schema URNs of the resource. */
  schemas: readonly string[];
  /** How many there are. */
  totalResults: number;
  /** Position of the first: always 1, for the list is not cut. */
  startIndex: number;
  /** How many this answer holds: all. */
  itemsPerPage: number;
  /** The schemas. */
  Resources: readonly ScimSchema[];
}

/** A type of SCIM resources (RFC 7643 §6). */
export interface ResourceType {
  /** Schema URNs of the resource. */
  schemas: readonly string[];
  /** Name of the resource type, such as `User`. */
  id: string;
  /** The same name. */
  name: string;
  /** What such a resource is. */
  description: string;
  /** Path of the resources below that of SCIM, such as `/Users`. */
  endpoint: string;
  /** URN of the schema that the resources have. */
  schema: string;
  /** Schemas that the resources can have beside their own. */
  schemaExtensions: readonly SchemaExtension[];
  /** Kind and URL of a resource that describes the server. */
  meta: ScimMeta;
}

/** An attribute of a SCIM resource. */
export interface SchemaAttribute {
  /** Name of the attribute. */
  name: string;
  /** `string`, `boolean`, `reference` or `complex`. */
  type: string;
  /** Whether there can be several values. */
  multiValued: boolean;
  /** What the attribute means. */
  description: string;
  /** Whether a new resource must have it. */
  required: boolean;
  /** Whether letter case matters when values are compared. */
  caseExact: boolean;
  /** `readOnly`, `readWrite` or `immutable`: fixed when the resource is made. */
  mutability: string;
  /** `always`, or `default`: unless the request asks for others. */
  returned: string;
  /** Types of resources that a reference names. */
  referenceTypes?: readonly string[];
  /** The values there are; absent when any will do. */
  canonicalValues?: readonly string[];
  /** `none`, or `server`: no two resources have the same value. */
  uniqueness: string;
  /** Parts of a complex attribute; absent for others. */
  subAttributes?: readonly SchemaSubAttribute[];
}

/** A schema that resources can have beside their own. */
export interface SchemaExtension {
  /** URN of the extension. */
  schema: string;
  /** Whether every resource must have it. */
  required: boolean;
}

/** A part of a complex attribute. */
export interface SchemaSubAttribute {
  /** Name of the attribute. */
  name: string;
  /** `string`, `boolean`, `reference` or `complex`. */
  type: string;
  /** Whether there can be several values. */
  multiValued: boolean;
  /** What the attribute means. */
  description: string;
  /** Whether a new resource must have it. */
  required: boolean;
  /** Whether letter case matters when values are compared. */
  caseExact: boolean;
  /** `readOnly`, `readWrite` or `immutable`: fixed when the resource is made. */
  mutability: string;
  /** `always`, or `default`: unless the request asks for others. */
  returned: string;
  /** Types of resources that a reference names. */
  referenceTypes?: readonly string[];
  /** The values there are; absent when any will do. */
  canonicalValues?: readonly string[];
  /** `none`, or `server`: no two resources have the same value. */
  uniqueness: string;
}

/** A way to authenticate. */
export interface ScimAuthenticationScheme {
  /** Kind of the scheme, such as `oauthbearertoken`. */
  type: string;
  /** Name shown to people. */
  name: string;
  /** What to send. */
  description: string;
  /** Whether it is the one to prefer. */
  primary: boolean;
}

/** Several changes in one request. */
export interface ScimBulk {
  /** Whether the server does it. */
  supported: boolean;
  /** Most operations in a request; 0 when there are no such requests. */
  maxOperations: number;
  /** Most bytes in a request; 0 when there are no such requests. */
  maxPayloadSize: number;
}

/** A part of SCIM that a server may leave out. */
export interface ScimFeature {
  /** Whether the server does it. */
  supported: boolean;
}

/** Lists of the resources that match a filter. */
export interface ScimFilter {
  /** Whether the server does it. */
  supported: boolean;
  /** Most resources in a page. */
  maxResults: number;
}

/** Kind and URL of a resource that describes the server. */
export interface ScimMeta {
  /** Kind of the resource, such as `Schema`. */
  resourceType: string;
  /** URL of the resource. */
  location: string;
}

/** A SCIM schema: which attributes there are (RFC 7643 §7). */
export interface ScimSchema {
  /** Schema URNs of the resource. */
  schemas: readonly string[];
  /** URN of the schema. */
  id: string;
  /** Name shown to people. */
  name: string;
  /** What a resource with this schema is. */
  description: string;
  /** Attributes that resources have by this schema. */
  attributes: readonly SchemaAttribute[];
  /** Kind and URL of a resource that describes the server. */
  meta: ScimMeta;
}

/** Which parts of SCIM the server has (RFC 7643 §5). */
export interface ServiceProviderConfig {
  /** Schema URNs of the resource. */
  schemas: readonly string[];
  /** Changing parts of a resource by PATCH. */
  patch: ScimFeature;
  /** Several changes in one request. */
  bulk: ScimBulk;
  /** Lists of the resources that match a filter. */
  filter: ScimFilter;
  /** Setting passwords. */
  changePassword: ScimFeature;
  /** Ordering lists by an attribute. */
  sort: ScimFeature;
  /** Versions of resources, for conditional requests. */
  etag: ScimFeature;
  /** Ways to authenticate. */
  authenticationSchemes: readonly ScimAuthenticationScheme[];
  /** Kind and URL of a resource that describes the server. */
  meta: ScimMeta;
}
