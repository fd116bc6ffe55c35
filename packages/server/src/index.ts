export { builtOperations } from './built-operations.ts';
export { type Config, ConfigError, ConfigSchema, completeConfig } from './config.ts';
export { readConfig, serverFlags } from './read-config.ts';
export { runServer, type ServerProcess } from './run-server.ts';
export { type RunningServer, serve } from './serve.ts';
