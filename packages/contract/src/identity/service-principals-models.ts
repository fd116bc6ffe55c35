import { Enum, Int64, Type } from '../schema.ts';
import { ComplexValue } from './models.ts';

export const ServicePrincipalSchema = Enum(['urn:ietf:params:scim:schemas:core:2.0:ServicePrincipal'], {
  title: 'ServicePrincipalSchema',
  'x-lenient': true,
  description: 'SCIM schema URN of a service principal.',
});

export const ServicePrincipal = Type.Object(
  {
    active: Type.Optional(
      Type.Boolean({
        description:
          'Whether the principal may authenticate; false refuses its tokens and secrets without deleting them.',
      }),
    ),
    applicationId: Type.Optional(
      Type.String({
        description:
          "Lower-case UUID, unique: the OAuth `client_id` and the principal's name in permissions and grants.",
      }),
    ),
    displayName: Type.Optional(Type.String({ description: 'Name shown to people; not necessarily unique.' })),
    entitlements: Type.Optional(
      Type.Array(ComplexValue, {
        description:
          'Entitlements held directly, each in `value`: workspace-access, databricks-sql-access, allow-cluster-create, allow-instance-pool-create, workspace-consume.',
      }),
    ),
    externalId: Type.Optional(
      Type.String({
        description:
          "Identifier of the same principal in the caller's identity provider; stored and returned, never interpreted.",
      }),
    ),
    groups: Type.Optional(
      Type.Array(ComplexValue, {
        description:
          'Groups the principal belongs to, read-only: id in `value`, name in `display`, `direct` or `indirect` in `type`.',
      }),
    ),
    id: Type.Optional(Type.String({ description: 'Numeric id as a string, chosen by the server and never reused.' })),
    roles: Type.Optional(
      Type.Array(ComplexValue, { description: 'Opaque role names, each in `value`, exactly as they were stored.' }),
    ),
    schemas: Type.Optional(Type.Array(ServicePrincipalSchema, { description: 'SCIM schema URNs of the resource.' })),
  },
  { title: 'ServicePrincipal', description: 'A service principal: the identity of a program, as a SCIM resource.' },
);

export const ListServicePrincipalsResponse = Type.Object(
  {
    schemas: Type.Optional(Type.Array(Type.String(), { description: 'The schema URN of a SCIM list response.' })),
    totalResults: Type.Optional(Int64({ description: 'How many resources match, over all pages.' })),
    startIndex: Type.Optional(Int64({ description: 'Position of the first resource of this page, counted from 1.' })),
    itemsPerPage: Type.Optional(Int64({ description: 'How many resources this page holds.' })),
    Resources: Type.Optional(
      Type.Array(ServicePrincipal, { description: 'The service principals of this page; empty when there are none.' }),
    ),
  },
  {
    title: 'ListServicePrincipalsResponse',
    description: 'One page of the service principals that the caller may see.',
  },
);
