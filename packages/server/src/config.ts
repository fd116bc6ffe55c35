import { isAbsolute, join, resolve } from 'node:path';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { AzureSetting, IssuerSetting, issuersProblem } from './identity/issuers/settings.ts';
import { KeyVaultSetting } from './secrets/key-vault-setting.ts';
import { PeerSetting, peersProblem } from './sharing/peer-setting.ts';
import { AzureSettings } from './storage/azure-settings.ts';
import { GcsSettings } from './storage/gcs-settings.ts';
import { S3Settings } from './storage/s3-settings.ts';
import { longestVend, shortestVend } from './storage/temporary-credentials.ts';

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
    Type.String({
      pattern: '^postgres(ql)?://',
      description: '`postgres://user:password@host:port/name`. Default: SQLite in the data folder.',
    }),
  ),
  local_roots: Type.Array(Type.String(), {
    default: [],
    description:
      'Folders that `file://` locations may lie in. They have to exist. Default: `<data>/warehouse`, which is made.',
  }),
  public_url: Type.Optional(
    Type.String({
      pattern: '^https?://[^/?#]+(/[^?#]*)?$',
      description:
        'Where clients reach the workspace, such as `https://data.example.com`; goes into activation links, profiles and file URLs. Default: the address it listens on.',
    }),
  ),
  tls_cert: Type.Optional(
    Type.String({ description: 'PEM file with the certificate chain; with `tls_key`, the workspace speaks HTTPS.' }),
  ),
  tls_key: Type.Optional(Type.String({ description: 'PEM file with the private key of `tls_cert`.' })),
  master_key_file: Type.Optional(
    Type.String({
      description:
        'File with the master keys that secrets are sealed under, one a line, 32 bytes in base64 each: the first seals, all open. Default: `<data>/master.key`, made at the first start. `BOATHOUSE_MASTER_KEY` in the environment, with commas between keys, wins.',
    }),
  ),
  master_key_command: Type.Optional(
    Type.Array(Type.String(), {
      minItems: 1,
      description:
        'Program and arguments that print the master keys, in place of a file. Run without a shell, at the start and when a key is not known.',
    }),
  ),
  secrets_get: Type.Boolean({
    default: true,
    description: 'Let who may READ a scope read its values over the REST API (`secrets/get`). Every read is audited.',
  }),
  key_vaults: Type.Array(KeyVaultSetting, {
    default: [],
    description: 'Azure key vaults that secret scopes may be backed by. Only in the configuration file.',
  }),
  trusted_proxies: Type.Integer({
    default: 0,
    minimum: 0,
    maximum: 10,
    description:
      'How many proxies stand before the workspace, each of which adds to `X-Forwarded-For`: the caller’s address is that many entries from its end. 0: the header is not believed.',
  }),
  peers: Type.Array(PeerSetting, {
    default: [],
    description:
      'Other Boathouse workspaces, `url` and `metastore_id` of each, whose metastores may be recipients of type DATABRICKS and whose shares show as providers. Only in the configuration file, on both sides.',
  }),
  cloud: Type.String({ default: 'aws', description: 'Cloud that the metastore says it is in.' }),
  region: Type.String({ default: 'us-west-2', description: 'Region that the metastore says it is in.' }),
  strict: Type.Boolean({
    default: false,
    description: 'Refuse what Databricks itself would refuse, and leave out what only Boathouse adds to its answers.',
  }),
  tokens_for_everybody: Type.Boolean({
    default: true,
    description:
      'Let everybody make and use personal access tokens in a workspace that this start makes. Later, the permissions of tokens say who may.',
  }),
  administrator: Type.String({
    default: 'admin@localhost',
    description: 'User name of the administrator that the first start makes.',
  }),
  refresh_token_seconds: Type.Integer({
    default: 2_592_000,
    minimum: 60,
    maximum: 31_536_000,
    description:
      'How long somebody who has signed in with OAuth stays signed in without using it: the life of a refresh token, each of which is replaced when it is used.',
  }),
  signed_url_seconds: Type.Integer({
    default: 3600,
    minimum: 1,
    maximum: 604_800,
    description: 'How long a signed file URL lives.',
  }),
  async_query_milliseconds: Type.Integer({
    default: 2000,
    minimum: 0,
    maximum: 60_000,
    description:
      'How long a recipient’s query waits for its table to be read, before a client that allows asynchronous answers is told to ask again.',
  }),
  directory_access: Type.Boolean({
    default: false,
    description:
      'Let recipients read whole tables and volumes as directories, by temporary credentials of the cloud: volumes, and tables that are shared with all of their history, their change data feed and no filter, in stores that can give such credentials. These live to their own end, whatever is revoked meanwhile.',
  }),
  temporary_credential_seconds: Type.Integer({
    default: 3600,
    minimum: shortestVend,
    maximum: longestVend,
    description: 'How long temporary credentials live. Those of Google Cloud live for an hour.',
  }),
  snapshot_cache_bytes: Type.Integer({
    default: 5_000_000_000,
    minimum: 0,
    description:
      'Disk that snapshots of tables may take below the data folder, with the lines that queries were answered with; prepared changes take up to a quarter more.',
  }),
  replay_memory: Type.String({ default: '512MB', description: 'Memory limit of the engine that replays table logs.' }),
  log_level: Type.Enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], {
    default: 'info',
    description: 'What is logged, as JSON lines on standard error.',
  }),
  audit_log: Type.Optional(
    Type.String({
      description:
        'File that each audit record is added to as a line of JSON, or `-` for standard output. It may be moved away at any time.',
    }),
  ),
  audit_anchor: Type.Optional(
    Type.String({
      description:
        'File, or `-` for standard output, that gets a copy of `<data>/audit-heads.jsonl`: the hashes that the audit trail is verified by. Best on another machine.',
    }),
  ),
  audit_retention_days: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 36_500,
      description: 'How many days audit records are kept. Default: for ever.',
    }),
  ),
  issuers: Type.Array(IssuerSetting, {
    default: [],
    description:
      'Issuers of OpenID Connect tokens by which people and programs sign in. Only in the configuration file.',
  }),
  azure: Type.Optional(AzureSetting),
  s3: Type.Array(S3Settings, {
    default: [],
    description: 'S3 buckets and S3-compatible stores. Only in the configuration file.',
  }),
  azure_storage: Type.Array(AzureSettings, {
    default: [],
    description: 'Containers of Azure storage accounts. Only in the configuration file.',
  }),
  gcs: Type.Array(GcsSettings, {
    default: [],
    description: 'Buckets of Google Cloud Storage. Only in the configuration file.',
  }),
});

export type Config = Static<typeof ConfigSchema>;

/** A setting is wrong. The message names it and what it may be. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const defaults = Object.fromEntries(
  Object.entries(ConfigSchema.properties).flatMap(([name, schema]) => {
    const { default: value } = schema as { default?: unknown };
    return value === undefined ? [] : [[name, value]];
  }),
);

const validator = Compile(ConfigSchema);

interface SchemaError {
  readonly keyword: string;
  readonly instancePath: string;
  readonly message: string;
  readonly params: object;
}

const describeSetting = (name: string): string =>
  (ConfigSchema.properties as Record<string, { readonly description?: string }>)[name]?.description ?? '';

const explain = ([error]: readonly SchemaError[]): string => {
  if (error === undefined) return 'A setting is wrong.';
  const name = error.instancePath.slice(1).replaceAll('/', '.');
  if (error.keyword === 'pattern') return `Setting ${name} is not of the right form. ${describeSetting(name)}`;
  const params = error.params as Record<string, readonly string[] | undefined>;
  if (error.keyword === 'required') return `Setting ${name} lacks ${params['requiredProperties']?.join(', ')}.`;
  // Of a name that no schema has, the validator says that its schema is `false`.
  if (error.keyword === 'boolean') return `Setting ${name} does not exist.`;
  const allowed = params['allowedValues'] ?? [];
  return `Setting ${name} ${error.message}${allowed.length === 0 ? '' : `: ${allowed.join(', ')}`}.`;
};

/**
 * Checks settings and completes them: defaults for what is absent, absolute folders.
 *
 * @throws ConfigError naming the setting that is wrong
 */
export const completeConfig = (settings: Readonly<Record<string, unknown>>): Config => {
  const config: unknown = { ...defaults, ...settings };
  if (!validator.Check(config)) throw new ConfigError(explain(validator.Errors(config)));
  if ((config.tls_cert === undefined) !== (config.tls_key === undefined)) {
    throw new ConfigError('Settings tls_cert and tls_key belong together: give both or neither.');
  }
  if (config.master_key_file !== undefined && config.master_key_command !== undefined) {
    throw new ConfigError('Settings master_key_file and master_key_command exclude each other: give one of them.');
  }
  const problem = issuersProblem(config.issuers, config.azure) ?? peersProblem(config.peers);
  if (problem !== undefined) throw new ConfigError(problem);
  const data = resolve(config.data);
  const roots = config.local_roots.length === 0 ? [join(data, 'warehouse')] : config.local_roots;
  return { ...config, data, local_roots: roots.map(root => (isAbsolute(root) ? root : resolve(root))) };
};
