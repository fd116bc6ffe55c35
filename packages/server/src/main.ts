import { enableCompileCache } from 'node:module';

// Before anything else is loaded: the second start takes half the time of the first.
enableCompileCache();
const { runServer } = await import('./run-server.ts');

const ended = new AbortController();
// A terminal and npm may both pass on the same signal, so that a second one must not kill.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => ended.abort());

/** Starts the workspace from the command line. The only module with side effects at import. */
runServer(process.argv.slice(2), { env: process.env, stdout: process.stdout, signal: ended.signal }).then(
  () => process.exit(0),
  error => {
    process.stderr.write(`${error instanceof Error && error.name === 'ConfigError' ? error.message : error?.stack}\n`);
    process.exit(1);
  },
);
