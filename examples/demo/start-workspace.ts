import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../packages/server/src/main.ts', import.meta.url));

/** A workspace that runs as a process of its own, as it would for anybody else. */
export interface WorkspaceProcess {
  readonly url: string;
  /** Stops it gracefully, and throws when it does not end well. */
  stop(): Promise<void>;
}

const readyUrl = async (server: ChildProcess): Promise<string> => {
  if (server.stdout === null) throw new Error('The workspace has no output.');
  for await (const line of createInterface({ input: server.stdout })) {
    const [, url] = /^Boathouse is ready at (\S+)$/.exec(line) ?? [];
    if (url !== undefined) return url;
  }
  throw new Error('The workspace ended before it was ready.');
};

/**
 * Starts a workspace on a free port.
 *
 * @param data folder for its database and keys
 * @param localRoot folder that holds the tables
 */
export const startWorkspace = async (data: string, localRoot: string): Promise<WorkspaceProcess> => {
  const args = [
    '--conditions=@boathouse/source',
    main,
    '--port',
    '0',
    '--data',
    data,
    '--local-root',
    localRoot,
    '--log-level',
    'warn',
  ];
  const server = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>(resolve => server.once('exit', resolve));
  const url = await readyUrl(server);
  return {
    url,
    stop: async () => {
      server.kill('SIGTERM');
      const code = await ended;
      if (code !== 0) throw new Error(`The workspace ended with code ${code}.`);
    },
  };
};
