import { enableCompileCache } from 'node:module';

// Before anything else is loaded: the second start takes half the time of the first.
enableCompileCache();
const { ConfigError } = await import('./config.ts');
const { readConfig } = await import('./read-config.ts');
const { serve } = await import('./serve.ts');

/** Starts the workspace from the command line. The only module with side effects at import. */
const start = async (): Promise<void> => {
  const server = await serve(readConfig(process.argv.slice(2), process.env));
  process.stdout.write(`Boathouse is ready at ${server.url}\n`);
  let isStopping = false;
  const stop = () => {
    // A terminal and npm may both pass on the same signal.
    if (isStopping) return;
    isStopping = true;
    server.stop().then(
      () => process.exit(0),
      error => {
        process.stderr.write(`Boathouse did not stop cleanly: ${error}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
};

start().catch(error => {
  const message = error instanceof ConfigError ? error.message : (error as Error).stack;
  process.stderr.write(`Boathouse cannot start: ${message}\n`);
  process.exit(1);
});
