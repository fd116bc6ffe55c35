// Made by `npm run generate` from packages/contract. Change it there.

/** A connection that is read. */
export interface ConnectionDependency {
  /** Name of the connection. */
  connection_name?: string;
}

/** A credential that is used. */
export interface CredentialDependency {
  /** Name of the credential. */
  credential_name?: string;
}

/** An object that a view or function reads: exactly one of its fields is set, beside the metastore. */
export interface Dependency {
  /** A connection. */
  connection?: ConnectionDependency;
  /** A credential. */
  credential?: CredentialDependency;
  /** A function. */
  function?: FunctionDependency;
  /** Metastore of the object; absent means the own one. */
  metastore_name?: string;
  /** A secret. */
  secret?: SecretDependency;
  /** A table or view. */
  table?: TableDependency;
  /** A volume. */
  volume?: VolumeDependency;
}

/** What a view or function reads. */
export interface DependencyList {
  /** The objects, in no particular order. */
  dependencies?: readonly Dependency[];
}

/** A function that is called. */
export interface FunctionDependency {
  /** Full name of the function, `catalog.schema.function`. */
  function_full_name: string;
}

/** A secret that is read. */
export interface SecretDependency {
  /** Full name of the secret. */
  secret_full_name: string;
}

/** A table or view that is read. */
export interface TableDependency {
  /** Full name of the table, `catalog.schema.table`. */
  table_full_name: string;
}

/** A volume that is read. */
export interface VolumeDependency {
  /** Full name of the volume, `catalog.schema.volume`. */
  volume_full_name: string;
}
