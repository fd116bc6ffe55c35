import { described, Type } from '../schema.ts';

export const ConnectionDependency = Type.Object(
  { connection_name: Type.Optional(Type.String({ description: 'Name of the connection.' })) },
  { title: 'ConnectionDependency', description: 'A connection that is read.' },
);

export const CredentialDependency = Type.Object(
  { credential_name: Type.Optional(Type.String({ description: 'Name of the credential.' })) },
  { title: 'CredentialDependency', description: 'A credential that is used.' },
);

export const FunctionDependency = Type.Object(
  { function_full_name: Type.String({ description: 'Full name of the function, `catalog.schema.function`.' }) },
  { title: 'FunctionDependency', description: 'A function that is called.' },
);

export const SecretDependency = Type.Object(
  { secret_full_name: Type.String({ description: 'Full name of the secret.' }) },
  { title: 'SecretDependency', description: 'A secret that is read.' },
);

export const TableDependency = Type.Object(
  { table_full_name: Type.String({ description: 'Full name of the table, `catalog.schema.table`.' }) },
  { title: 'TableDependency', description: 'A table or view that is read.' },
);

export const VolumeDependency = Type.Object(
  { volume_full_name: Type.String({ description: 'Full name of the volume, `catalog.schema.volume`.' }) },
  { title: 'VolumeDependency', description: 'A volume that is read.' },
);

export const Dependency = Type.Object(
  {
    connection: Type.Optional(described(ConnectionDependency, 'A connection.')),
    credential: Type.Optional(described(CredentialDependency, 'A credential.')),
    function: Type.Optional(described(FunctionDependency, 'A function.')),
    metastore_name: Type.Optional(Type.String({ description: 'Metastore of the object; absent means the own one.' })),
    secret: Type.Optional(described(SecretDependency, 'A secret.')),
    table: Type.Optional(described(TableDependency, 'A table or view.')),
    volume: Type.Optional(described(VolumeDependency, 'A volume.')),
  },
  {
    title: 'Dependency',
    description: 'An object that a view or function reads: exactly one of its fields is set, beside the metastore.',
  },
);

export const DependencyList = Type.Object(
  { dependencies: Type.Optional(Type.Array(Dependency, { description: 'The objects, in no particular order.' })) },
  { title: 'DependencyList', description: 'What a view or function reads.' },
);
