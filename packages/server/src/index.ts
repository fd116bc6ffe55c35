export { builtOperations } from './built-operations.ts';
export { type Config, ConfigError, ConfigSchema, completeConfig } from './config.ts';
export { readConfig } from './read-config.ts';
export { type RunningServer, serve } from './serve.ts';
