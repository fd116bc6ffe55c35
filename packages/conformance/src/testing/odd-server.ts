import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Profile } from '../profile.ts';

/** A server that answers as a test says, with the profile that opens it. */
export interface OddServer extends AsyncDisposable {
  readonly profile: Profile;
}

export const startOddServer = async (answer: RequestListener): Promise<OddServer> => {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    profile: { endpoint: `http://127.0.0.1:${port}/sharing`, bearerToken: 'very-secret' },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
};
