import { Enum, Int64, Type } from '../schema.ts';

export const Privilege = Enum(
  [
    'ACCESS',
    'ALL_PRIVILEGES',
    'APPLY_TAG',
    'CREATE',
    'CREATE_CATALOG',
    'CREATE_CONNECTION',
    'CREATE_EXTERNAL_LOCATION',
    'CREATE_EXTERNAL_TABLE',
    'CREATE_EXTERNAL_VOLUME',
    'CREATE_FOREIGN_CATALOG',
    'CREATE_FOREIGN_SECURABLE',
    'CREATE_FUNCTION',
    'CREATE_MANAGED_STORAGE',
    'CREATE_MATERIALIZED_VIEW',
    'CREATE_MODEL',
    'CREATE_PROVIDER',
    'CREATE_RECIPIENT',
    'CREATE_SCHEMA',
    'CREATE_SERVICE_CREDENTIAL',
    'CREATE_SHARE',
    'CREATE_STORAGE_CREDENTIAL',
    'CREATE_TABLE',
    'CREATE_VIEW',
    'CREATE_VOLUME',
    'EXECUTE',
    'MANAGE',
    'MANAGE_ALLOWLIST',
    'MODIFY',
    'READ_FILES',
    'READ_PRIVATE_FILES',
    'READ_VOLUME',
    'REFRESH',
    'SELECT',
    'SET_SHARE_PERMISSION',
    'USAGE',
    'USE_CATALOG',
    'USE_CONNECTION',
    'USE_MARKETPLACE_ASSETS',
    'USE_PROVIDER',
    'USE_RECIPIENT',
    'USE_SCHEMA',
    'USE_SHARE',
    'WRITE_FILES',
    'WRITE_PRIVATE_FILES',
    'WRITE_VOLUME',
  ],
  { title: 'Privilege', description: 'A right on a share or another object of the metastore; on shares it is SELECT.' },
);

export const PrivilegeAssignment = Type.Object(
  {
    principal: Type.Optional(Type.String({ description: 'Name of the recipient.' })),
    principal_id: Type.Optional(Int64({ description: 'Id of the recipient; tells deleted ones apart.' })),
    privileges: Type.Optional(Type.Array(Privilege, { description: 'The privileges; SELECT.' })),
  },
  { title: 'PrivilegeAssignment', description: 'The privileges of a recipient on a share.' },
);

export const AuthenticationType = Enum(
  ['DATABRICKS', 'EMAIL', 'OAUTH_CLIENT_CREDENTIALS', 'OIDC_FEDERATION', 'TOKEN'],
  {
    title: 'AuthenticationType',
    description:
      'How a recipient proves who it is: TOKEN by a bearer token, DATABRICKS by its metastore, OIDC_FEDERATION by an outside identity provider.',
  },
);
