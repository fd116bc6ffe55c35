import { adminOnly, anyCaller, operation, service } from '../operation.ts';
import { Type } from '../schema.ts';
import { DeletedPrincipal } from './deleted-principal.ts';
import { attributeParameters, listParameters } from './list-parameters.ts';
import { ComplexValue, Patch, PatchSchema } from './models.ts';
import {
  ListServicePrincipalsResponse,
  ServicePrincipal,
  ServicePrincipalSchema,
} from './service-principals-models.ts';

const id = Type.String({
  description: 'Numeric id of the service principal; its application id, a UUID, is accepted as well.',
});

/** `servicePrincipals`, under `/api/2.0/preview/scim/v2/ServicePrincipals`. */
export const servicePrincipals = service(
  'servicePrincipals',
  'identity',
  'Service principals, the identities of programs, by the SCIM 2.0 protocol.',
  {
    create: operation({
      summary: 'Create a service principal',
      description:
        'The principal becomes a member of the system group `users`. It has no credential until a token or an OAuth secret is made for it.',
      method: 'POST',
      path: '/api/2.0/preview/scim/v2/ServicePrincipals',
      request: Type.Object({
        active: Type.Optional(
          Type.Boolean({ description: 'Whether the principal may authenticate; absent means true.' }),
        ),
        applicationId: Type.Optional(
          Type.String({
            description:
              'UUID that the principal signs in with. Absent: the server generates one. Kept as given when free.',
          }),
        ),
        displayName: Type.Optional(
          Type.String({ description: 'Name shown to people; need not be unique. Absent: the application id.' }),
        ),
        entitlements: Type.Optional(
          Type.Array(ComplexValue, {
            description:
              'Entitlements to hold directly, each in `value`; effective ones include those of all its groups.',
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
              'Groups to join at once, each by its numeric id in `value`; `users` and those marked `indirect` are left out.',
          }),
        ),
        id: Type.Optional(
          Type.String({
            description: 'Ignored: the server chooses the id. Accepted because clients send whole resources.',
          }),
        ),
        roles: Type.Optional(
          Type.Array(ComplexValue, {
            description:
              'Opaque role names, each in `value`, stored and returned unchanged; this workspace attaches no rights to them.',
          }),
        ),
        schemas: Type.Optional(
          Type.Array(ServicePrincipalSchema, {
            description: 'SCIM schema URNs of the body; absent means those of a service principal.',
          }),
        ),
      }),
      response: ServicePrincipal,
      status: 201,
      errors: ['RESOURCE_ALREADY_EXISTS', 'RESOURCE_DOES_NOT_EXIST', 'QUOTA_EXCEEDED'],
      access: adminOnly,
    }),

    delete: operation({
      summary: 'Delete a service principal',
      description:
        'Its tokens and OAuth secrets stop working at once and it leaves all groups. What it owns stays, without a usable owner until an administrator names one. The last active administrator cannot be deleted.',
      method: 'DELETE',
      path: '/api/2.0/preview/scim/v2/ServicePrincipals/{id}',
      request: Type.Object({ id }),
      response: DeletedPrincipal,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: adminOnly,
    }),

    get: operation({
      summary: 'Get a service principal',
      description: 'Callers who are not administrators get only id, application id and display name.',
      method: 'GET',
      path: '/api/2.0/preview/scim/v2/ServicePrincipals/{id}',
      request: Type.Object({ id, ...attributeParameters }),
      response: ServicePrincipal,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: anyCaller,
    }),

    list: operation({
      summary: 'List service principals',
      description:
        'Without `count` all come in one answer. Callers who are not administrators get only id, application id and display name.',
      method: 'GET',
      path: '/api/2.0/preview/scim/v2/ServicePrincipals',
      request: Type.Object({
        ...listParameters,
        filter: Type.Optional(
          Type.String({
            description:
              'SCIM filter of at most 200 nodes: `eq`, `ne`, `co`, `sw`, `pr` joined by `and`, `or`, parentheses. Only administrators may use attributes besides `id`, `displayName` and `applicationId`.',
          }),
        ),
        sortBy: Type.Optional(
          Type.String({
            description:
              'Attribute to order the principals by, such as `displayName`, which is meant when it is absent.',
          }),
        ),
      }),
      response: ListServicePrincipalsResponse,
      errors: [],
      access: anyCaller,
      paging: { items: 'Resources', style: 'scim' },
    }),

    patch: operation({
      summary: 'Change parts of a service principal',
      description: 'The last active administrator can be neither deactivated nor taken out of `admins`.',
      method: 'PATCH',
      path: '/api/2.0/preview/scim/v2/ServicePrincipals/{id}',
      request: Type.Object({
        id,
        Operations: Type.Optional(
          Type.Array(Patch, {
            description: 'Changes in the order they are applied; either all of them take effect or none.',
          }),
        ),
        schemas: Type.Optional(
          Type.Array(PatchSchema, {
            description: 'SCIM message type of the body, the PatchOp URN; absent means the same.',
          }),
        ),
      }),
      response: ServicePrincipal,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: adminOnly,
    }),

    update: operation({
      summary: 'Replace a service principal',
      description:
        'Takes the whole resource: absent entitlements are none. Group membership is not touched, and `applicationId` cannot change; `active`, `displayName` and `roles` stay as they are when absent.',
      method: 'PUT',
      path: '/api/2.0/preview/scim/v2/ServicePrincipals/{id}',
      request: Type.Object({
        id,
        active: Type.Optional(
          Type.Boolean({
            description:
              'Whether the principal may authenticate. False keeps its tokens and memberships but refuses them all.',
          }),
        ),
        applicationId: Type.Optional(
          Type.String({
            description:
              'UUID that the principal signs in with; fixed at creation, so the present value is expected here.',
          }),
        ),
        displayName: Type.Optional(Type.String({ description: 'Name shown to people; need not be unique.' })),
        entitlements: Type.Optional(
          Type.Array(ComplexValue, {
            description: 'New direct entitlements, each in `value`; the list replaces the present one.',
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
              'Ignored: membership is changed on the group. Accepted because clients send back what they have read.',
          }),
        ),
        roles: Type.Optional(
          Type.Array(ComplexValue, {
            description: 'New opaque role names, each in `value`; the list replaces the present one. Absent keeps it.',
          }),
        ),
        schemas: Type.Optional(
          Type.Array(ServicePrincipalSchema, {
            description: 'SCIM schema URNs of the body; absent means those of a service principal.',
          }),
        ),
      }),
      response: ServicePrincipal,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: adminOnly,
    }),
  },
);
