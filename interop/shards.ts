import type { GoProgram } from './go-program.ts';
import type { RustProgram } from './rust-program.ts';

/** A program of ours that starts what it needs, and tells by its exit code what it found. */
export interface ProgramShard {
  readonly name: string;
  /** The program beside this file, and what it is given. */
  readonly program: readonly [file: string, ...args: readonly string[]];
  /** Most time that it may take. */
  readonly seconds: number;
}

/** Jars that a person has to bring. */
export interface NamedJars {
  /** The variable of the environment that names them. */
  readonly variable: string;
  /** What they must hold, for the message without them. */
  readonly content: string;
}

/** One client, in one version, against one fresh workspace. */
export interface ClientShard {
  readonly name: string;
  /** The folder beside this file that holds the tests and the requirements. */
  readonly folder: string;
  /** The shard whose Python environment it runs in: its own, or another's with the same requirements. */
  readonly environment: string;
  /** The file in it that says what to install. */
  readonly requirements: string;
  /** Whether the requirements name no versions: what is the newest is looked up again each day. */
  readonly floating: boolean;
  /** Packages whose versions are printed: the clients, and what they read data with. */
  readonly packages: readonly string[];
  /** Programs that the tests find in `PATH`. */
  readonly programs: readonly (GoProgram | RustProgram)[];
  /** The oldest Java that the client runs on; undefined when it needs none. */
  readonly java: number | undefined;
  /** Jars that it needs and no registry has; undefined when it needs none. */
  readonly jars: NamedJars | undefined;
  /** The file in the folder that its workspace is configured by; undefined when there is none. */
  readonly config: string | undefined;
  /** Whether the workspace speaks HTTPS, because the client speaks nothing else. */
  readonly tls: boolean;
  /** Most time that everything may take, installing included. */
  readonly seconds: number;
}

/** What is run by one name. */
export type Shard = ClientShard | ProgramShard;

const pinned = (name: string, packages: readonly string[], seconds: number): ClientShard => ({
  name,
  folder: name,
  environment: name,
  requirements: 'requirements.txt',
  floating: false,
  packages,
  programs: [],
  java: undefined,
  jars: undefined,
  config: undefined,
  tls: false,
  seconds,
});

const newest = (shard: ClientShard): ClientShard => ({
  ...shard,
  name: `${shard.name}-newest`,
  environment: `${shard.name}-newest`,
  requirements: 'requirements-newest.txt',
  floating: true,
});

const databricksSdk = pinned('databricks-sdk', ['databricks-sdk'], 300);
const deltaSharing = pinned('delta-sharing', ['delta-sharing', 'pandas', 'pyarrow'], 600);
const commandLine = pinned('command-line', ['databricks-sdk', 'pyarrow', 'pandas', 'duckdb', 'deltalake'], 300);
const azureDatabricksSdk = { ...pinned('azure-databricks-sdk', ['azure-databricks-sdk-python'], 120), tls: true };
const curl = { ...pinned('curl', [], 120), tls: true };
const scim = pinned('scim', ['scim2-tester', 'scim2-client'], 180);

const terraform: ClientShard = {
  // Most of it is for building the two programs, once.
  ...pinned('terraform', ['databricks-sdk'], 2400),
  programs: [
    {
      name: 'tofu',
      module: 'github.com/opentofu/opentofu',
      version: 'v1.12.6',
      sum: 'h1:0VT4P8pMmGcCUnQ9JDrJ+Qg2d35Vzm4FFd/9+H7oF98=',
      main: './cmd/tofu',
    },
    {
      name: 'terraform-provider-databricks',
      module: 'github.com/databricks/terraform-provider-databricks',
      version: 'v1.126.0',
      sum: 'h1:7l8qjhd0HghdGe+dMej9DPvXgC/5iA5T8Bt/EX1FEpQ=',
      main: '.',
    },
  ],
};

/** The client for Rust, which reads with Polars. */
const polars: ClientShard = {
  // Most of it is for building, once.
  ...deltaSharing,
  name: 'polars',
  folder: 'polars',
  requirements: '../delta-sharing/requirements.txt',
  packages: ['pyarrow'],
  programs: [{ name: 'read-shared', folder: 'polars', crates: ['delta-sharing', 'polars'] }],
  seconds: 2400,
};

/** Spark is half a gigabyte to install, and reads a table in about a second. */
const spark: ClientShard = { ...pinned('spark', ['pyspark'], 1800), java: 17 };

/** The connector for Spark itself, with URLs that a query outlives. */
const sparkConnector: ClientShard = {
  ...spark,
  name: 'spark-connector',
  folder: 'spark-connector',
  requirements: '../spark/requirements.txt',
  jars: {
    variable: 'BOATHOUSE_DELTA_SHARING_SPARK',
    content: 'io.delta:delta-sharing-spark and io.delta:delta-sharing-client for Scala 2.13, and what they need',
  },
  config: 'boathouse.yaml',
};

const conformance: ProgramShard = { name: 'conformance', program: ['conformance/run.ts', '--quick'], seconds: 300 };

/** Every database with every store takes a minute each. */
const conformanceAll: ProgramShard = { name: 'conformance-all', program: ['conformance/run.ts'], seconds: 1800 };

/** Those that need nothing but Python packages, curl, jq and the services of `npm run test:all`, and a minute each. */
const quick: readonly Shard[] = [
  databricksSdk,
  newest(databricksSdk),
  deltaSharing,
  newest(deltaSharing),
  commandLine,
  azureDatabricksSdk,
  curl,
  scim,
  conformance,
];

/** Those that can be run wherever registries can be reached. */
const all: readonly Shard[] = [...quick, conformanceAll, polars, spark, terraform];

/** Every shard: those of `all`, in the order in which it runs them, and those that need what a person has to bring. */
export const shards: readonly Shard[] = [...all, sparkConnector];

const groups: Readonly<Record<string, readonly Shard[]>> = { quick, all };

/** What can be named on the command line, a line each. */
export const listShards = (): string => {
  const names = shards.map(shard => `  ${shard.name}`);
  const bundles = Object.entries(groups).map(
    ([name, members]) => `  ${name}: ${members.map(shard => shard.name).join(', ')}`,
  );
  return `Shards:\n${names.join('\n')}\nGroups:\n${bundles.join('\n')}\n`;
};

/**
 * The shards that are meant by names of shards and groups, each once.
 *
 * @returns the shards, or the names that mean nothing
 */
export const selectShards = (
  names: readonly string[],
): { readonly selected: readonly Shard[]; readonly unknown: readonly string[] } => {
  const membersOf = (name: string): readonly Shard[] =>
    Object.hasOwn(groups, name) ? (groups[name] ?? []) : shards.filter(shard => shard.name === name);
  return {
    selected: [...new Set(names.flatMap(membersOf))],
    unknown: names.filter(name => membersOf(name).length === 0),
  };
};
