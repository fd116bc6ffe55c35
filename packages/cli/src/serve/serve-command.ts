import { Command } from 'commander';
import { UsageError } from '../failures.ts';
import type { Surroundings } from '../surroundings.ts';

/**
 * The flags of a workspace, told here again so that help does not load the workspace. A test compares them with those
 * that the workspace reads.
 */
export const serveFlags: Readonly<Record<string, readonly [value: string, text: string]>> = {
  config: ['file', 'YAML file with settings; flags and BOATHOUSE_… variables win over it'],
  host: ['address', 'address to listen on; 127.0.0.1 when absent'],
  port: ['number', 'port to listen on; 8080 when absent, 0 picks a free one'],
  data: ['folder', 'folder for the database, keys and caches; ./.boathouse when absent'],
  database: ['url', 'postgres://user:password@host:port/name; SQLite in the data folder when absent'],
  'local-root': ['folder', 'folder that file:// tables may lie in; repeat it for more than one'],
  'public-url': ['url', 'where clients reach the workspace; the address it listens on when absent'],
  'tls-cert': ['file', 'PEM file with the certificate chain; needs --tls-key'],
  'tls-key': ['file', 'PEM file with the private key'],
  'log-level': ['level', 'fatal, error, warn, info, debug or silent; info when absent'],
};

/** `boathouse serve`: the workspace itself. */
export const serveCommand = (surroundings: Surroundings): Command => {
  const command = new Command('serve')
    .summary('start a workspace')
    .description(
      'Starts a workspace, and says on standard output when it is ready and where. SIGTERM or SIGINT ends it within ' +
        '10 seconds. The first start makes an administrator, whose profile is DATA/databrickscfg.',
    );
  for (const [flag, [value, text]] of Object.entries(serveFlags)) {
    command.option(`--${flag} <${value}>`, text, (word: string, before: readonly string[] = []) => [...before, word]);
  }
  return command.action(() => run(command.opts(), surroundings));
};

const run = async (options: Readonly<Record<string, readonly string[]>>, surroundings: Surroundings): Promise<void> => {
  // Here, because it takes longer to load than all other commands together.
  const { ConfigError, runServer } = await import('@boathouse/server');
  const args = Object.keys(serveFlags).flatMap(flag => {
    const words = options[flag.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())] ?? [];
    return words.map(word => `--${flag}=${word}`);
  });
  try {
    await runServer(args, surroundings);
  } catch (error) {
    if (error instanceof ConfigError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
};
