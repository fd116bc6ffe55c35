import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { openSnapshots } from '@boathouse/delta';
import { pino } from 'pino';
import { appendLines } from './audit/append-lines.ts';
import { createAudit } from './audit/audit-service.ts';
import { TableStores } from './catalog/table-stores.ts';
import { type Config, ConfigError } from './config.ts';
import { takeDataFolder } from './data-folder.ts';
import type { Database } from './database/database.ts';
import { ensureWorkspace } from './first-start.ts';
import { trustIssuers } from './identity/issuers/trusted-issuers.ts';
import { dropGuards, jobs, objectTypes, principalHooks, renameHooks, sealedColumns } from './rooms.ts';
import { Scheduler } from './scheduler/scheduler.ts';
import { findKeySource } from './secrets/key-source.ts';
import { openKeyVaults } from './secrets/key-vaults.ts';
import { MasterKeys } from './secrets/master-keys.ts';
import { createSealer } from './secrets/sealing.ts';
import { loadSigningKeys } from './secrets/signing-keys.ts';
import { usingSetting } from './setting-errors.ts';
import { mountedShares } from './sharing/mounted-shares.ts';
import { isInside } from './storage/local-roots.ts';
import { locationOpener } from './storage/open-location.ts';
import { TokenUses } from './tokens/token-uses.ts';
import type { Workspace } from './workspace.ts';

/** What tests replace: time, the environment, the wait for the disk. */
export interface Surroundings {
  /** Milliseconds since 1970. Default: the system's clock. */
  readonly now?: () => number;
  /** Where the master key is looked for first, as `BOATHOUSE_MASTER_KEY`. Default: the environment of the process. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Whether writes to the embedded database wait for the disk. Default: true. */
  readonly isDurable?: boolean;
  /** Where `audit_log: '-'` goes. Default: the standard output of the process. */
  readonly stdout?: Writable;
}

/** A workspace that can be closed. */
export interface OpenWorkspace extends Workspace {
  /** Where it listens, once it does: the default of the public URL. */
  listensAt(url: string): void;
  close(): Promise<void>;
}

const openDatabase = async (config: Config, { now, isDurable }: Required<Surroundings>): Promise<Database> => {
  if (config.database === undefined) {
    const { openSqlite } = await import('./database/sqlite.ts');
    return openSqlite(join(config.data, 'boathouse.db'), now, isDurable);
  }
  const url = config.database;
  return usingSetting('database', 'cannot open the database', async () => {
    const { openPostgres } = await import('./database/postgres.ts');
    return openPostgres(url);
  });
};

const createLog = (level: string) =>
  pino({ level, redact: ['req.headers.authorization', 'headers.authorization'] }, pino.destination(2));

/** Sees at the start that the files can be written, not when the first record comes. */
const tryAuditFiles = async (config: Config): Promise<void> => {
  for (const setting of ['audit_log', 'audit_anchor'] as const) {
    const file = config[setting];
    if (file === undefined || file === '-') continue;
    await usingSetting(setting, 'cannot write to the file', () => appendLines(file, []));
  }
};

/** Makes a root in the data folder, such as the default. Others have to be there: a misspelt one would hold no table. */
const requireLocalRoot =
  ({ data }: Config) =>
  (root: string): void => {
    if (isInside(root, data)) mkdirSync(root, { recursive: true });
    else if (!statSync(root, { throwIfNoEntry: false })?.isDirectory())
      throw new ConfigError(`Setting local_roots: there is no folder ${root}.`);
  };

/** What has to be given back, last taken first. */
type Closers = (() => void | Promise<void>)[];

const closeAll = async (closers: Closers): Promise<void> => {
  for (const close of closers.splice(0).reverse()) await close();
};

const assemble = async (
  config: Config,
  surroundings: Required<Surroundings>,
  closers: Closers,
): Promise<OpenWorkspace> => {
  const { now, environment } = surroundings;
  closers.push(await usingSetting('data', 'cannot use the folder', () => takeDataFolder(config.data)));
  await usingSetting('local_roots', 'cannot use a folder', () => config.local_roots.forEach(requireLocalRoot(config)));
  await tryAuditFiles(config);
  const openLocation = await usingSetting('s3, azure_storage, gcs', 'an entry is wrong', () => locationOpener(config));
  const keyVaults = openKeyVaults(config.key_vaults);
  const masterKeys = new MasterKeys(findKeySource(config, environment));
  const sealer = createSealer(masterKeys);
  const database = await openDatabase(config, surroundings);
  closers.push(() => database.close());
  const parts = { config, database, masterKeys, sealer, now, newId: randomUUID, randomBytes };
  const id = await ensureWorkspace(parts);
  const signingKeys = await loadSigningKeys(database, sealer, now);
  const snapshots = await openSnapshots({
    directory: join(config.data, 'snapshots'),
    maxBytes: config.snapshot_cache_bytes,
    memoryLimit: config.replay_memory,
    now,
  });
  closers.push(() => snapshots.close());
  const log = createLog(config.log_level);
  const tokenUses = new TokenUses(database, now, log);
  closers.push(() => tokenUses.settled());
  const audit = createAudit({ ...parts, log, id }, surroundings.stdout);
  closers.push(() => audit.close());
  let publicUrl = config.public_url?.replace(/\/+$/, '') ?? '';
  const workspace = {
    ...parts,
    audit,
    sealedColumns,
    keyVaults,
    dropGuards,
    mountedShares,
    principalHooks,
    renameHooks,
    id,
    signingKeys,
    snapshots,
    log,
    objectTypes,
    tokenUses,
    openLocation,
    tableStores: new TableStores({ ...parts, openLocation }),
    issuers: trustIssuers(config, now, () => publicUrl),
    publicUrl: () => publicUrl,
    listensAt: (url: string) => {
      if (publicUrl === '') publicUrl = url;
    },
    close: () => closeAll(closers),
  };
  const scheduler = new Scheduler([...audit.jobs, ...jobs.map(jobOf => jobOf(workspace))], log);
  closers.push(() => scheduler.stop());
  return { ...workspace, scheduler };
};

/**
 * Opens a workspace: data folder, database, keys, table reader. The first start fills it.
 *
 * @throws ConfigError naming the setting that cannot be used
 */
export const openWorkspace = async (config: Config, surroundings: Surroundings = {}): Promise<OpenWorkspace> => {
  const closers: Closers = [];
  try {
    const usual = { now: Date.now, environment: process.env, isDurable: true, stdout: process.stdout };
    return await assemble(config, { ...usual, ...surroundings }, closers);
  } catch (error) {
    await closeAll(closers);
    throw error;
  }
};
