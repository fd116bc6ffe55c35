import type { AddressInfo } from 'node:net';
import { createApp } from './app.ts';
import type { Config } from './config.ts';
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

/** Opens a workspace and listens. */
export const serve = async (config: Config, surroundings?: Surroundings): Promise<RunningServer> => {
  const workspace = await openWorkspace(config, surroundings);
  const app = createApp(workspace);
  try {
    await app.listen({ host: config.host, port: config.port });
  } catch (error) {
    await workspace.close();
    throw error;
  }
  const url = addressOf(config, app.server.address() as AddressInfo);
  workspace.listensAt(url);
  setProfileHost(config.data, workspace.publicUrl());
  return {
    url,
    workspace,
    stop: async () => {
      const cut = setTimeout(() => app.server.closeAllConnections(), drainTime);
      await app.close();
      clearTimeout(cut);
      await workspace.close();
    },
  };
};
