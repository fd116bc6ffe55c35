import { readFileSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { parse as parseYaml } from 'yaml';

const S3Location = Type.Object(
  {
    location: Type.String({
      description:
        'Bucket, or bucket and prefix, that this entry is for: `s3://bucket/prefix`. The longest that matches counts.',
    }),
    region: Type.String({ description: 'Region that requests are signed for, such as `us-east-1`.' }),
    endpoint: Type.Optional(Type.String({ description: 'Base URL of an S3-compatible store. Default: AWS.' })),
    path_style: Type.Optional(
      Type.Boolean({
        description:
          'Put the bucket into the path, as most S3-compatible stores want. Default: true when `endpoint` is set.',
      }),
    ),
    access_key_id: Type.String({ description: 'Access key.' }),
    secret_access_key: Type.String({
      description: 'Secret key. A name in `$` and braces is taken from the environment.',
    }),
    session_token: Type.Optional(Type.String({ description: 'Session token of temporary keys.' })),
  },
  { description: 'How to reach one bucket or prefix.' },
);

/** Every setting of a workspace. The descriptions are the documentation. */
export const ConfigSchema = Type.Object({
  host: Type.String({ default: '127.0.0.1', description: 'Address to listen on.' }),
  port: Type.Integer({
    default: 8080,
    minimum: 0,
    maximum: 65_535,
    description: 'Port to listen on; 0 picks a free one.',
  }),
  data: Type.String({
    default: './.boathouse',
    description: 'Folder for the embedded database, keys, caches and the first administrator’s profile.',
  }),
  database: Type.Optional(
    Type.String({ description: '`postgres://user:password@host:port/name`. Default: SQLite in the data folder.' }),
  ),
  local_roots: Type.Array(Type.String(), {
    default: [],
    description: 'Folders that `file://` locations may lie in. Default: `<data>/warehouse`.',
  }),
  public_url: Type.Optional(
    Type.String({
      description:
        'Where clients reach the workspace; goes into activation links, profiles and file URLs. Default: the address it listens on.',
    }),
  ),
  tls_cert: Type.Optional(
    Type.String({ description: 'PEM file with the certificate chain; with `tls_key`, the workspace speaks HTTPS.' }),
  ),
  tls_key: Type.Optional(Type.String({ description: 'PEM file with the private key of `tls_cert`.' })),
  master_key_file: Type.Optional(
    Type.String({
      description:
        'File with 32 bytes in base64 that secrets are sealed with. Default: `<data>/master.key`, made at the first start. `BOATHOUSE_MASTER_KEY` in the environment wins.',
    }),
  ),
  trust_proxy: Type.Boolean({
    default: false,
    description: 'Take the caller’s address from `X-Forwarded-For`. Only behind a proxy that sets it.',
  }),
  cloud: Type.String({ default: 'aws', description: 'Cloud that the metastore says it is in.' }),
  region: Type.String({ default: 'us-west-2', description: 'Region that the metastore says it is in.' }),
  administrator: Type.String({
    default: 'admin@localhost',
    description: 'User name of the administrator that the first start makes.',
  }),
  signed_url_seconds: Type.Integer({
    default: 3600,
    minimum: 1,
    maximum: 604_800,
    description: 'How long a signed file URL lives.',
  }),
  snapshot_cache_bytes: Type.Integer({
    default: 2_000_000_000,
    minimum: 0,
    description: 'Disk that snapshots of tables may take below the data folder.',
  }),
  replay_memory: Type.String({ default: '512MB', description: 'Memory limit of the engine that replays table logs.' }),
  log_level: Type.Union(
    ['fatal', 'error', 'warn', 'info', 'debug', 'silent'].map(level => Type.Literal(level)),
    { default: 'info', description: 'What is logged.' },
  ),
  s3: Type.Array(S3Location, { default: [], description: 'S3 buckets and S3-compatible stores.' }),
});

export type Config = Static<typeof ConfigSchema>;

/** A setting is wrong. The message names it and what it may be. */
export class ConfigError extends Error {}

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

const settingNames = Object.keys(ConfigSchema.properties);

const toNumber = (name: string, text: string): number => {
  if (!/^\d+$/.test(text)) throw new ConfigError(`Setting ${name} must be a whole number, not '${text}'.`);
  return Number(text);
};

/** The type that a setting has decides how its text is read. */
const fromText = (name: string, text: string): unknown => {
  const type = (ConfigSchema.properties as Record<string, { type?: string }>)[name]?.type;
  if (type === 'integer') return toNumber(name, text);
  if (type === 'boolean') return text === 'true' || text === '1';
  if (type === 'array') return text.split(',').map(item => item.trim());
  return text;
};

const fromEnvironment = (environment: NodeJS.ProcessEnv): Record<string, unknown> =>
  Object.fromEntries(
    settingNames
      .filter(name => name !== 's3')
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

const fromFile = (file: string | undefined, environment: NodeJS.ProcessEnv): Record<string, unknown> => {
  if (file === undefined) return {};
  const content: unknown = parseYaml(readFileSync(file, 'utf8')) ?? {};
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw new ConfigError(`${file} must hold settings by name.`);
  }
  const unknown = Object.keys(content).filter(name => !settingNames.includes(name));
  if (unknown.length > 0) throw new ConfigError(`${file} has settings that do not exist: ${unknown.join(', ')}.`);
  return expand(content, environment) as Record<string, unknown>;
};

const defaults = Object.fromEntries(
  Object.entries(ConfigSchema.properties).flatMap(([name, schema]) => {
    const { default: value } = schema as { default?: unknown };
    return value === undefined ? [] : [[name, value]];
  }),
);

const validator = Compile(ConfigSchema);

/**
 * Checks settings and completes them: defaults for what is absent, absolute folders.
 *
 * @throws ConfigError naming the setting that is wrong
 */
export const completeConfig = (settings: Readonly<Record<string, unknown>>): Config => {
  const config: unknown = { ...defaults, ...settings };
  if (!validator.Check(config)) {
    const [error] = validator.Errors(config);
    throw new ConfigError(`Setting ${error?.instancePath.slice(1) ?? ''} ${error?.message ?? 'is wrong'}.`);
  }
  if ((config.tls_cert === undefined) !== (config.tls_key === undefined)) {
    throw new ConfigError('Settings tls_cert and tls_key belong together: give both or neither.');
  }
  const data = resolve(config.data);
  const roots = config.local_roots.length === 0 ? [join(data, 'warehouse')] : config.local_roots;
  return { ...config, data, local_roots: roots.map(root => (isAbsolute(root) ? root : resolve(root))) };
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
