export { builtOperations } from './built-operations.ts';
export { type Config, ConfigError, ConfigSchema, completeConfig, readConfig } from './config.ts';
export { type RunningServer, serve } from './serve.ts';
