import { enableCompileCache } from 'node:module';

// Before anything else is loaded: the second run starts in half the time of the first.
enableCompileCache();
const { runCli } = await import('./cli.ts');

const interrupted = new AbortController();
let firstSignal = Number.POSITIVE_INFINITY;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // A terminal and npm may both pass on one press of a key. One that is pressed again means now.
    if (performance.now() - firstSignal > 1_000) process.exit(130);
    firstSignal = Math.min(firstSignal, performance.now());
    interrupted.abort();
  });
}
// The reader of a pipe went away, as `head` does: there is nobody to tell, and nothing is wrong.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const { env, stdin, stdout, stderr } = process;
process.exitCode = await runCli(process.argv.slice(2), {
  env,
  stdin,
  stdout,
  stderr,
  fetch: globalThis.fetch,
  signal: interrupted.signal,
});
