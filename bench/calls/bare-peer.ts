import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Target } from './load.ts';

/** A server in a process of its own. */
export interface BarePeer {
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string;
  stop(): void;
}

/** Starts a Fastify handler that answers one path with one JSON text, whoever asks. */
export const startBareFastify = async (path: string, answer: string): Promise<BarePeer> => {
  const main = fileURLToPath(new URL('./bare-fastify.ts', import.meta.url));
  const peer = spawn(process.execPath, [main, path, answer], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [port] = await once(peer.stdout, 'data');
  return { origin: `http://127.0.0.1:${String(port).trim()}`, stop: () => peer.kill() };
};

/** Starts one that answers what `target` answers now, on the same path. */
export const startMirror = async (target: Target): Promise<{ readonly target: Target; stop(): void }> => {
  const answer = await (await fetch(target.url, { headers: target.headers ?? {} })).text();
  const { pathname } = new URL(target.url);
  const { origin, stop } = await startBareFastify(pathname, answer);
  return { target: { ...target, url: `${origin}${pathname}` }, stop };
};
