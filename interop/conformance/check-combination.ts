import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startWorkspace } from '../../tools/workspace-process.ts';
import type { SavedResult } from './saved-results.ts';
import type { OpenDatabase, OpenStore } from './services.ts';

const program = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url));

/** What came of a run of the suite. */
export interface Checked {
  readonly results: readonly SavedResult[];
  /** What the command and the workspace said, for whoever must find out what went wrong. */
  readonly log: string;
}

/** Settings of the developer's own must not change what is tested. */
const cleanEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(DATABRICKS|BOATHOUSE|AWS|AZURE)_/.test(name)));

/** Everything but the outcome of a rule that is kept is in the rules themselves. */
const shorten = ({ rule, outcome, reason, exchanges }: SavedResult): SavedResult => ({
  rule: { id: rule.id },
  outcome,
  ...(reason === undefined ? {} : { reason }),
  ...(outcome === 'fail' && exchanges !== undefined ? { exchanges: exchanges.slice(-1) } : {}),
});

/** What a command wrote, and its exit code. */
interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/** Node gives an error with what was written, when the exit code is not 0. */
const run = async (args: readonly string[], env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<Ended> => {
  try {
    const options = { env, signal, maxBuffer: 256 * 1024 * 1024 };
    return { ...(await promisify(execFile)(process.execPath, args, options)), code: 0 };
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    const { stdout = '', stderr = '', code } = error as Partial<Ended>;
    if (typeof code !== 'number') throw error;
    return { stdout, stderr, code };
  }
};

/**
 * Starts a workspace on a database and a store, and has the command line check it, as a process of its own.
 *
 * @throws Error when either does not start, or the command answers no results
 */
export const checkCombination = async (
  database: OpenDatabase,
  store: OpenStore,
  signal: AbortSignal,
): Promise<Checked> => {
  const workspace = await startWorkspace(signal, { flags: [...(await database.flags()), ...store.flags] });
  try {
    const login = ['--admin-profile', 'DEFAULT', '--storage', store.url];
    const args = ['--conditions=@boathouse/source', program, 'conformance', 'sharing', ...login, '-o', 'json'];
    const env = { ...cleanEnvironment(), ...store.environment, DATABRICKS_CONFIG_FILE: workspace.configFile };
    const { stdout, stderr, code } = await run(args, env, signal);
    const log = `${stderr}${workspace.log()}`;
    if (!stdout.startsWith('[')) throw new Error(`The command ended with ${code} and no results:\n${stdout}${log}`);
    const results = (JSON.parse(stdout) as readonly SavedResult[]).map(shorten);
    const expected = results.some(({ outcome }) => outcome === 'fail') ? 1 : 0;
    if (code !== expected) throw new Error(`The command ended with ${code}, not with ${expected}:\n${log}`);
    return { results, log };
  } finally {
    await workspace.stop();
  }
};
