import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { ConfigError } from './config.ts';
import { readConfig } from './read-config.ts';
import { type RunningServer, serve } from './serve.ts';

/** What a workspace that is started from a command line touches. */
export interface ServerProcess {
  readonly env: NodeJS.ProcessEnv;
  /** Gets one line, when the workspace is ready. */
  readonly stdout: Writable;
  /** Ends the workspace gracefully. */
  readonly signal: AbortSignal;
}

/**
 * Runs a workspace until the signal ends it.
 *
 * @param args flags, as `readConfig` knows them
 * @throws ConfigError that says why it cannot start
 */
export const runServer = async (args: readonly string[], { env, stdout, signal }: ServerProcess): Promise<void> => {
  const server = await start(args, env, stdout);
  stdout.write(`Boathouse is ready at ${server.url}\n`);
  if (!signal.aborted) await once(signal, 'abort');
  await server.stop();
};

const start = async (args: readonly string[], env: NodeJS.ProcessEnv, stdout: Writable): Promise<RunningServer> => {
  try {
    return await serve(readConfig(args, env), { stdout });
  } catch (error) {
    if (error instanceof ConfigError)
      throw new ConfigError(`Boathouse cannot start: ${error.message}`, { cause: error });
    throw error;
  }
};
