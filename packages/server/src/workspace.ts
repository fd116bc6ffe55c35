import type { Snapshots } from '@boathouse/delta';
import type { Logger } from 'pino';
import type { DropGuard } from './catalog/drop-guards.ts';
import type { Config } from './config.ts';
import type { Database } from './database/database.ts';
import type { PrincipalHook } from './identity/principal-hooks.ts';
import type { Sealer } from './secrets/sealing.ts';
import type { SigningKeys } from './secrets/signing-keys.ts';
import type { TableStore } from './storage/object-store.ts';

/** Everything that a running workspace consists of. Built once by `openWorkspace`; handlers reach it by their context. */
export interface Workspace {
  readonly config: Config;
  readonly database: Database;
  readonly sealer: Sealer;
  readonly signingKeys: SigningKeys;
  readonly log: Logger;
  readonly snapshots: Snapshots;
  /** What may object to the drop of a catalog object. */
  readonly dropGuards: readonly DropGuard[];
  /** What domains have to do when a principal is deleted. */
  readonly principalHooks: readonly PrincipalHook[];
  /** The store that holds a table location. Throws `LocationError` for what is not allowed. */
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
