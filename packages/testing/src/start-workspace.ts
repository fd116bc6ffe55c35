import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Config, completeConfig, type RunningServer, serve } from '@boathouse/server';
import { createClock, type WorkspaceClock } from './clock.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

/** What may differ from one test workspace to another. */
export interface WorkspaceOptions {
  /** Folders that `file://` locations may lie in, beside `warehouse`: where a project keeps Delta tables for its tests. */
  readonly localRoots?: readonly string[];
  /** What the workspace logs, as JSON lines on standard error. Default: `silent`. */
  readonly logLevel?: Config['log_level'];
  /** Further settings, by the names of the configuration file: `{ signed_url_seconds: 1 }`. */
  readonly settings?: Partial<Omit<Config, 'port' | 'data' | 'local_roots' | 'log_level'>>;
}

/**
 * A workspace of a test's own, in its process. It has what `new WorkspaceClient(workspace)` of `@boathouse/sdk` takes: so
 * used, the client looks into no variable and no file of the developer's.
 */
export interface TestWorkspace extends AsyncDisposable {
  /** Where it answers: `http://127.0.0.1:` and a port that was free. */
  readonly host: string;
  /** A personal access token of the administrator's. It does not expire. */
  readonly token: string;
  /** File with the same host and token, for programs that the test starts: `DATABRICKS_CONFIG_FILE`. */
  readonly configFile: string;
  /** The name of the profile in `configFile`. */
  readonly profile: 'DEFAULT';
  /** An empty folder. Delta tables that lie below it can be registered, by `file://` and their path. */
  readonly warehouse: string;
  /** What the workspace takes for the time. */
  readonly clock: WorkspaceClock;
  /** Stops it and removes everything that it kept. Requests that are under way may end first. May be called again. */
  stop(): Promise<void>;
}

// The workspace would make the folder: in a test, one that is missing is misspelt.
const requireFolders = (localRoots: readonly string[]): void => {
  const missing = localRoots.find(root => !existsSync(root));
  if (missing !== undefined) throw new Error(`Option localRoots: there is no folder ${resolve(missing)}.`);
};

const readToken = (configFile: string): string => {
  const [, token] = /^token = (\S+)$/m.exec(readFileSync(configFile, 'utf8')) ?? [];
  if (token === undefined) throw new Error('The workspace made no token for its administrator.');
  return token;
};

/** Serves a fresh workspace that knows nothing of the environment and keeps its files in a folder. */
const serveFrom = (
  folder: string,
  warehouse: string,
  clock: WorkspaceClock,
  { localRoots = [], logLevel = 'silent', settings = {} }: WorkspaceOptions,
): Promise<RunningServer> => {
  const config = completeConfig({
    ...settings,
    port: 0,
    data: folder,
    local_roots: [warehouse, ...localRoots],
    log_level: logLevel,
  });
  const masterKey = randomBytes(32).toString('base64');
  return serve(config, {
    now: clock.now,
    environment: { BOATHOUSE_MASTER_KEY: masterKey },
    isDurable: false,
  });
};

/**
 * Starts a workspace for tests: empty, on a free port of this machine, gone when it stops. Any number can run side by side.
 *
 * ```ts
 * const workspace = await startWorkspace();
 * const client = new WorkspaceClient(workspace);
 * // …
 * await workspace.stop();
 * ```
 *
 * `await using workspace = await startWorkspace()` stops it at the end of the block.
 *
 * @throws Error when a folder of `localRoots` does not exist, a setting is wrong, or the system's folder for temporary files
 * cannot be used
 */
export const startWorkspace = async (options: WorkspaceOptions = {}): Promise<TestWorkspace> => {
  requireFolders(options.localRoots ?? []);
  const clock = createClock();
  const folder = makeTemporaryFolder();
  const warehouse = join(folder.path, 'warehouse');
  const configFile = join(folder.path, 'databrickscfg');
  let server: RunningServer;
  try {
    server = await serveFrom(folder.path, warehouse, clock, options);
  } catch (error) {
    folder.remove();
    throw error;
  }
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= server.stop().finally(folder.remove);
    return stopped;
  };
  return {
    host: server.url,
    token: readToken(configFile),
    configFile,
    profile: 'DEFAULT',
    warehouse,
    clock,
    stop,
    [Symbol.asyncDispose]: stop,
  };
};
