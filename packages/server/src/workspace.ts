import type { Snapshots } from '@boathouse/delta';
import type { Logger } from 'pino';
import type { AuditService } from './audit/audit-service.ts';
import type { DropGuard } from './catalog/drop-guards.ts';
import type { MountedShares } from './catalog/mounted-shares.ts';
import type { TableStores } from './catalog/table-stores.ts';
import type { Config } from './config.ts';
import type { Database } from './database/database.ts';
import type { TrustedIssuers } from './identity/issuers/trusted-issuers.ts';
import type { PrincipalHook, RenameHook } from './identity/principal-hooks.ts';
import type { ObjectType } from './permissions/object-type.ts';
import type { Scheduler } from './scheduler/scheduler.ts';
import type { KeyVaults } from './secrets/key-vaults.ts';
import type { MasterKeys } from './secrets/master-keys.ts';
import type { SealedColumn } from './secrets/sealed-columns.ts';
import type { Sealer } from './secrets/sealing.ts';
import type { SigningKeys } from './secrets/signing-keys.ts';
import type { TableStore } from './storage/object-store.ts';
import type { TokenUses } from './tokens/token-uses.ts';

/** Everything that a running workspace consists of. Built once by `openWorkspace`; handlers reach it by their context. */
export interface Workspace {
  readonly config: Config;
  readonly database: Database;
  readonly masterKeys: MasterKeys;
  readonly sealer: Sealer;
  readonly signingKeys: SigningKeys;
  readonly log: Logger;
  readonly snapshots: Snapshots;
  /** Where records of what was done go, and how they are verified. */
  readonly audit: AuditService;
  /** What is done by the clock. It runs once the workspace listens. */
  readonly scheduler: Scheduler;
  /** Whose tokens are believed beside the workspace's own. */
  readonly issuers: TrustedIssuers;
  /** Key vaults that secret scopes may be backed by. */
  readonly keyVaults: KeyVaults;
  /** What is sealed under the master key, and has to be sealed anew when that changes. */
  readonly sealedColumns: readonly SealedColumn[];
  /** The shares of providers that catalogs show. */
  readonly mountedShares: MountedShares;
  /** What may object to the drop of a catalog object. */
  readonly dropGuards: readonly DropGuard[];
  /** Kinds of objects that have access control lists. */
  readonly objectTypes: readonly ObjectType[];
  /** Writes down what tokens are used for. */
  readonly tokenUses: TokenUses;
  /** What domains have to do when a principal is deleted. */
  readonly principalHooks: readonly PrincipalHook[];
  /** What domains have to do when a group gets another name. */
  readonly renameHooks: readonly RenameHook[];
  /** Opens the stores of tables, by stored credentials where external locations cover them. */
  readonly tableStores: TableStores;
  /** The store that holds a location by the settings of the server. Throws `LocationError` for what is not allowed. */
  readonly openLocation: (location: string) => TableStore;
  /** The numeric id that `X-Databricks-Org-Id` tells. */
  readonly id: number;
  /** Where clients reach the workspace, without a slash at the end. */
  readonly publicUrl: () => string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly newId: () => string;
  readonly randomBytes: (size: number) => Buffer;
}
