// Made by `npm run generate` from packages/contract. Change it there.

import type { Open } from '../open.ts';

/**
 * How a recipient proves who it is: TOKEN by a bearer token, DATABRICKS by its metastore, OIDC_FEDERATION by an outside
 * identity provider.
 */
export type AuthenticationType = 'DATABRICKS' | 'EMAIL' | 'OAUTH_CLIENT_CREDENTIALS' | 'OIDC_FEDERATION' | 'TOKEN';

/** A right on a share or another object of the metastore; on shares it is SELECT. */
export type Privilege =
  | 'ACCESS'
  | 'ALL_PRIVILEGES'
  | 'APPLY_TAG'
  | 'CREATE'
  | 'CREATE_CATALOG'
  | 'CREATE_CONNECTION'
  | 'CREATE_EXTERNAL_LOCATION'
  | 'CREATE_EXTERNAL_TABLE'
  | 'CREATE_EXTERNAL_VOLUME'
  | 'CREATE_FOREIGN_CATALOG'
  | 'CREATE_FOREIGN_SECURABLE'
  | 'CREATE_FUNCTION'
  | 'CREATE_MANAGED_STORAGE'
  | 'CREATE_MATERIALIZED_VIEW'
  | 'CREATE_MODEL'
  | 'CREATE_PROVIDER'
  | 'CREATE_RECIPIENT'
  | 'CREATE_SCHEMA'
  | 'CREATE_SERVICE_CREDENTIAL'
  | 'CREATE_SHARE'
  | 'CREATE_STORAGE_CREDENTIAL'
  | 'CREATE_TABLE'
  | 'CREATE_VIEW'
  | 'CREATE_VOLUME'
  | 'EXECUTE'
  | 'MANAGE'
  | 'MANAGE_ALLOWLIST'
  | 'MODIFY'
  | 'READ_FILES'
  | 'READ_PRIVATE_FILES'
  | 'READ_VOLUME'
  | 'REFRESH'
  | 'SELECT'
  | 'SET_SHARE_PERMISSION'
  | 'USAGE'
  | 'USE_CATALOG'
  | 'USE_CONNECTION'
  | 'USE_MARKETPLACE_ASSETS'
  | 'USE_PROVIDER'
  | 'USE_RECIPIENT'
  | 'USE_SCHEMA'
  | 'USE_SHARE'
  | 'WRITE_FILES'
  | 'WRITE_PRIVATE_FILES'
  | 'WRITE_VOLUME';

/** The privileges of a recipient on a share. */
export interface PrivilegeAssignment {
  /** Name of the recipient. */
  principal?: string;
  /** Id of the recipient; tells deleted ones apart. */
  principal_id?: number;
  /** The privileges; SELECT. */
  privileges?: readonly Open<Privilege>[];
}
