import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { createApp } from './app.ts';
import { type Config, ConfigError } from './config.ts';
import { openWorkspace, type Surroundings } from './open-workspace.ts';
import { setProfileHost } from './profile-file.ts';
import type { Workspace } from './workspace.ts';

/** Requests get this long to end when the server stops, in milliseconds. Streams still open then are cut. */
const drainTime = 9_000;

/** A workspace that answers. */
export interface RunningServer {
  /** Where it listens, without a slash at the end. */
  readonly url: string;
  readonly workspace: Workspace;
  /** Ends gracefully: no new requests, open ones end, the database is closed. Within 10 seconds. */
  stop(): Promise<void>;
}

const addressOf = ({ tls_cert, host }: Config, { port, family }: AddressInfo): string => {
  const name = family === 'IPv6' && host.includes(':') ? `[${host}]` : host;
  return `${tls_cert === undefined ? 'http' : 'https'}://${name === '0.0.0.0' || name === '[::]' ? '127.0.0.1' : name}:${port}`;
};

const refuseAddress =
  ({ host, port }: Config) =>
  (cause: NodeJS.ErrnoException): never => {
    throw new ConfigError(addressProblem(host, port, cause), { cause });
  };

const addressProblem = (host: string, port: number, { code, message }: NodeJS.ErrnoException): string => {
  if (code === 'EADDRINUSE')
    return `Setting port: another program listens on port ${port} of ${host}. Choose another port, or 0 for any that is free.`;
  if (code === 'EACCES') return `Setting port: this user may not listen on port ${port}. Choose one above 1023.`;
  return `Setting host: ${host} cannot be listened on: ${message}`;
};

/**
 * Opens a workspace and listens.
 *
 * @throws ConfigError naming the setting that cannot be used
 */
export const serve = async (config: Config, surroundings?: Surroundings): Promise<RunningServer> => {
  const workspace = await openWorkspace(config, surroundings);
  let app: FastifyInstance;
  try {
    app = createApp(workspace);
    await app.listen({ host: config.host, port: config.port }).catch(refuseAddress(config));
  } catch (error) {
    await workspace.close();
    throw error;
  }
  const url = addressOf(config, app.server.address() as AddressInfo);
  workspace.listensAt(url);
  setProfileHost(config.data, workspace.publicUrl());
  workspace.scheduler.start();
  return {
    url,
    workspace,
    stop: async () => {
      const cut = setTimeout(() => app.server.closeAllConnections(), drainTime);
      // Clients keep connections open after their last answer: that is nothing to wait for.
      const closeIdle = setInterval(() => app.server.closeIdleConnections(), 50);
      await app.close();
      clearTimeout(cut);
      clearInterval(closeIdle);
      await workspace.close();
    },
  };
};
