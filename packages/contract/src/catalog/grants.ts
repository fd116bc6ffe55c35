import { pageSize, pageToken } from '../fields.ts';
import { allowedTo, operation, service } from '../operation.ts';
import { Int64, Type } from '../schema.ts';
import {
  EffectivePermissionsList,
  GetPermissionsResponse,
  ListEffectivePrivilegeAssignmentsResponse,
  ListPrivilegeAssignmentsResponse,
  PermissionsChange,
  UpdatePermissionsResponse,
} from './grants-models.ts';

const securableType = Type.String({
  description:
    'Kind of the securable, singular and in any case, such as `catalog`, `schema`, `table`, `external_location` or `metastore`.',
});

const fullName = Type.String({ description: 'Full name of the securable; for a metastore its id.' });

const principal = Type.Optional(
  Type.String({ description: 'Answer only for this user name, application id or group name; absent means all.' }),
);

const errors = [
  'CATALOG_DOES_NOT_EXIST',
  'SCHEMA_DOES_NOT_EXIST',
  'TABLE_DOES_NOT_EXIST',
  'SHARE_DOES_NOT_EXIST',
  'RECIPIENT_DOES_NOT_EXIST',
  'RESOURCE_DOES_NOT_EXIST',
  'METASTORE_DOES_NOT_EXIST',
  'PRINCIPAL_DOES_NOT_EXIST',
] as const;

const access = allowedTo(
  'owner of the securable or a parent, MANAGE on it, or metastore admin; others may ask about themselves',
);

/** `grants`, under `/api/2.1/unity-catalog/*`. */
export const grants = service(
  'grants',
  'catalog',
  'Grants and revokes privileges on catalog objects, and shows who holds which.',
  {
    get: operation({
      summary: 'Get the grants on a securable',
      description:
        'Direct grants only: nothing inherited, and no entry for the owner. `list` gives the same page by page.',
      method: 'GET',
      path: '/api/2.1/unity-catalog/permissions/{securable_type}/{full_name}',
      request: Type.Object({
        securable_type: securableType,
        full_name: fullName,
        include_deleted_principals: Type.Optional(
          Type.Boolean({
            description:
              'Whether to include principals that were deleted; these come with an empty `principal` and their `principal_id`.',
          }),
        ),
        max_results: Type.Optional(
          Int64({
            description:
              'Most assignments in one page; 0 lets the server choose, 1 to 149 are refused, absent means one page with everything.',
            minimum: 0,
          }),
        ),
        page_token: pageToken,
        principal,
      }),
      response: GetPermissionsResponse,
      errors,
      access,
    }),

    getEffective: operation({
      summary: 'Get the effective privileges on a securable',
      description: 'Direct grants and those inherited from schema and catalog. Membership in groups is not expanded.',
      method: 'GET',
      path: '/api/2.1/unity-catalog/effective-permissions/{securable_type}/{full_name}',
      request: Type.Object({
        securable_type: securableType,
        full_name: fullName,
        max_results: Type.Optional(
          Int64({
            description:
              'Most assignments in one page; 0 lets the server choose, 1 to 149 are refused, absent means one page with everything.',
            minimum: 0,
          }),
        ),
        page_token: pageToken,
        principal,
      }),
      response: EffectivePermissionsList,
      errors,
      access,
    }),

    list: operation({
      summary: 'List the grants on a securable',
      description: 'Direct grants only: nothing inherited, and no entry for the owner.',
      method: 'GET',
      path: '/api/2.1/unity-catalog/privilege-assignments/{securable_type}/{full_name}',
      request: Type.Object({
        securable_type: securableType,
        full_name: fullName,
        include_deleted_principals: Type.Optional(
          Type.Boolean({
            description:
              'Whether to include principals that were deleted; these come with an empty `principal` and their `principal_id`.',
          }),
        ),
        page_size: pageSize,
        page_token: pageToken,
        principal,
      }),
      response: ListPrivilegeAssignmentsResponse,
      errors,
      access,
      paging: { items: 'privilege_assignments', style: 'token' },
    }),

    listEffective: operation({
      summary: 'List the effective privileges on a securable',
      description: 'Direct grants and those inherited from schema and catalog. Membership in groups is not expanded.',
      method: 'GET',
      path: '/api/2.1/unity-catalog/effective-privilege-assignments/{securable_type}/{full_name}',
      request: Type.Object({
        securable_type: securableType,
        full_name: fullName,
        page_size: pageSize,
        page_token: pageToken,
        principal,
      }),
      response: ListEffectivePrivilegeAssignmentsResponse,
      errors,
      access,
      paging: { items: 'effective_privilege_assignments', style: 'token' },
    }),

    update: operation({
      summary: 'Grant and revoke privileges',
      description:
        'Adding a privilege that is held, or removing one that is not, changes nothing. The same privilege in `add` and `remove` of one principal is an error.',
      method: 'PATCH',
      path: '/api/2.1/unity-catalog/permissions/{securable_type}/{full_name}',
      request: Type.Object({
        securable_type: securableType,
        full_name: fullName,
        changes: Type.Optional(
          Type.Array(PermissionsChange, {
            description: 'What to add and remove for each principal; applied all together or not at all.',
          }),
        ),
        omit_permissions_in_response: Type.Optional(
          Type.Boolean({ description: 'Whether to answer without the resulting grants; false when absent.' }),
        ),
      }),
      response: UpdatePermissionsResponse,
      errors,
      access: allowedTo('owner of the securable or a parent, MANAGE on it, or metastore admin'),
    }),
  },
);
