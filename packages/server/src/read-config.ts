import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parse as parseYaml } from 'yaml';
import { type Config, ConfigError, ConfigSchema, completeConfig } from './config.ts';

const flags = {
  config: { type: 'string' },
  host: { type: 'string' },
  port: { type: 'string' },
  data: { type: 'string' },
  database: { type: 'string' },
  'local-root': { type: 'string', multiple: true },
  'public-url': { type: 'string' },
  'tls-cert': { type: 'string' },
  'tls-key': { type: 'string' },
  'log-level': { type: 'string' },
} as const;

/** The flags that a workspace is started with, without their dashes. */
export const serverFlags = Object.keys(flags);

const settingNames = Object.keys(ConfigSchema.properties);

/** Settings that hold more than one text can say: they stand in the file only. */
const structured = ['s3', 'azure_storage', 'gcs', 'issuers', 'azure', 'key_vaults', 'peers'];

const toNumber = (name: string, text: string): number => {
  if (!/^\d+$/.test(text)) throw new ConfigError(`Setting ${name} must be a whole number, not '${text}'.`);
  return Number(text);
};

const toTruth = (name: string, text: string): boolean => {
  if (text !== 'true' && text !== 'false')
    throw new ConfigError(`Setting ${name} must be true or false, not '${text}'.`);
  return text === 'true';
};

/** The type that a setting has decides how its text is read. */
const fromText = (name: string, text: string): unknown => {
  const type = (ConfigSchema.properties as Record<string, { type?: string }>)[name]?.type;
  if (type === 'integer') return toNumber(name, text);
  if (type === 'boolean') return toTruth(name, text);
  if (type === 'array') return text.split(',').map(item => item.trim());
  return text;
};

const fromEnvironment = (environment: NodeJS.ProcessEnv): Record<string, unknown> =>
  Object.fromEntries(
    settingNames
      .filter(name => !structured.includes(name))
      .flatMap(name => {
        const text = environment[`BOATHOUSE_${name.toUpperCase()}`];
        return text === undefined ? [] : [[name, fromText(name, text)]];
      }),
  );

const fromFlags = (values: Record<string, string | string[] | undefined>): Record<string, unknown> => {
  const { 'local-root': localRoots, config: _, ...rest } = values;
  const plain = Object.entries(rest).flatMap(([flag, value]) => {
    const name = flag.replaceAll('-', '_');
    return typeof value === 'string' ? [[name, fromText(name, value)]] : [];
  });
  return { ...Object.fromEntries(plain), ...(localRoots === undefined ? {} : { local_roots: localRoots }) };
};

/** `${NAME}` in a text of the file stands for an environment variable, so that secrets need not be written down. */
const expand = (value: unknown, environment: NodeJS.ProcessEnv): unknown => {
  if (typeof value === 'string') {
    return value.replace(/\$\{(\w+)\}/g, (_, name: string) => {
      const found = environment[name];
      if (found === undefined)
        throw new ConfigError(`The configuration file refers to \${${name}}, which the environment does not have.`);
      return found;
    });
  }
  if (Array.isArray(value)) return value.map(item => expand(item, environment));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, expand(item, environment)]));
  }
  return value;
};

const readYaml = (file: string): unknown => {
  try {
    return parseYaml(readFileSync(file, 'utf8')) ?? {};
  } catch (cause) {
    throw new ConfigError(`The configuration file ${file} cannot be read: ${(cause as Error).message}`, { cause });
  }
};

const fromFile = (file: string | undefined, environment: NodeJS.ProcessEnv): Record<string, unknown> => {
  if (file === undefined) return {};
  const content = readYaml(file);
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw new ConfigError(`${file} must hold settings by name.`);
  }
  const unknown = Object.keys(content).filter(name => !settingNames.includes(name));
  if (unknown.length > 0) throw new ConfigError(`${file} has settings that do not exist: ${unknown.join(', ')}.`);
  return expand(content, environment) as Record<string, unknown>;
};

/**
 * Reads the configuration: flags win over the environment (`BOATHOUSE_…`), which wins over the file, which wins over defaults.
 *
 * @throws ConfigError for unknown flags and settings, wrong types and values
 */
export const readConfig = (args: readonly string[], environment: NodeJS.ProcessEnv): Config => {
  let values: Record<string, string | string[] | undefined>;
  try {
    values = parseArgs({ args: [...args], options: flags }).values;
  } catch (error) {
    throw new ConfigError((error as Error).message);
  }
  const file = values['config'];
  return completeConfig({
    ...fromFile(typeof file === 'string' ? file : undefined, environment),
    ...fromEnvironment(environment),
    ...fromFlags(values),
  });
};
