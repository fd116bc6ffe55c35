import type { AuditTables } from './tables/audit.ts';
import type { CatalogTables } from './tables/catalog.ts';
import type { DeltaSharingTables } from './tables/delta-sharing.ts';
import type { IdentityTables } from './tables/identity.ts';
import type { OAuthTables } from './tables/oauth.ts';
import type { PermissionTables } from './tables/permissions.ts';
import type { SecretTables } from './tables/secrets.ts';
import type { SharingTables } from './tables/sharing.ts';
import type { TokenTables } from './tables/tokens.ts';
import type { WorkspaceTables } from './tables/workspace.ts';

/**
 * The rows of every table, as Kysely sees them. Times are milliseconds since 1970, truth values are 0 or 1, and JSON is
 * text, so that a row reads the same from SQLite and from PostgreSQL.
 */
export interface Tables
  extends WorkspaceTables,
    AuditTables,
    IdentityTables,
    OAuthTables,
    PermissionTables,
    TokenTables,
    SecretTables,
    CatalogTables,
    SharingTables,
    DeltaSharingTables {}
