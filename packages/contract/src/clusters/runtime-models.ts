import { described, Enum, Int64, Secret, Type } from '../schema.ts';

export const AutoScale = Type.Object(
  {
    max_workers: Type.Optional(Int64({ description: 'Most workers under load; must be greater than `min_workers`.' })),
    min_workers: Type.Optional(Int64({ description: 'Fewest workers, also the number at the start; 0 is allowed.' })),
  },
  { title: 'AutoScale', description: 'Bounds for the number of workers.' },
);

export const DataSecurityMode = Enum(
  [
    'DATA_SECURITY_MODE_AUTO',
    'DATA_SECURITY_MODE_DEDICATED',
    'DATA_SECURITY_MODE_STANDARD',
    'LEGACY_PASSTHROUGH',
    'LEGACY_SINGLE_USER',
    'LEGACY_SINGLE_USER_STANDARD',
    'LEGACY_TABLE_ACL',
    'NONE',
    'SINGLE_USER',
    'USER_ISOLATION',
  ],
  {
    title: 'DataSecurityMode',
    description:
      'How users of a cluster should be kept apart: STANDARD (USER_ISOLATION) is for several users, DEDICATED (SINGLE_USER) for one, NONE does not separate, AUTO leaves the choice; LEGACY modes are older forms. Recorded only.',
  },
);

export const DependencyMode = Enum(
  ['DEPENDENCY_MODE_AUTO', 'DEPENDENCY_MODE_CLUSTER_LIBRARIES', 'DEPENDENCY_MODE_ENVIRONMENTS'],
  {
    title: 'DependencyMode',
    description:
      'Where libraries come from: the cluster, environments of the workload, or an automatic choice. Recorded only.',
  },
);

export const DockerBasicAuth = Type.Object(
  {
    password: Type.Optional(Secret({ description: 'Password or token of that user for the registry.' })),
    username: Type.Optional(Type.String({ description: 'User name for the registry that holds the image.' })),
  },
  { title: 'DockerBasicAuth', description: 'Login for a container registry.' },
);

export const DockerImage = Type.Object(
  {
    basic_auth: Type.Optional(described(DockerBasicAuth, 'Login for the registry; absent for public images.')),
    url: Type.Optional(
      Type.String({ description: 'Reference of the image, such as `registry.example.com/team/image:tag`.' }),
    ),
  },
  { title: 'DockerImage', description: 'A container image and the login for its registry.' },
);

export const NodeTypeFlexibility = Type.Object(
  {
    alternate_node_type_ids: Type.Optional(
      Type.Array(Type.String(), {
        description: 'Ids of the node types to try, in order, when the chosen one is not available.',
      }),
    ),
  },
  { title: 'NodeTypeFlexibility', description: 'Node types that may stand in for another. Recorded only.' },
);

export const Kind = Enum(['CLASSIC_PREVIEW'], {
  title: 'Kind',
  description:
    'Form of a cluster specification. `CLASSIC_PREVIEW` derives tags and settings from `is_single_node` and `use_ml_runtime`.',
});

export const RuntimeEngine = Enum(['NULL', 'PHOTON', 'STANDARD'], {
  title: 'RuntimeEngine',
  description:
    'Execution engine of a cluster: standard, Photon, or `NULL` for what the runtime implies. Recorded only.',
});

export const ClientsTypes = Type.Object(
  {
    jobs: Type.Optional(Type.Boolean({ description: 'Whether jobs may run on the cluster; true when absent.' })),
    notebooks: Type.Optional(
      Type.Boolean({ description: 'Whether notebooks may attach to the cluster; true when absent.' }),
    ),
  },
  { title: 'ClientsTypes', description: 'Kinds of client of a cluster.' },
);

export const WorkloadType = Type.Object(
  { clients: described(ClientsTypes, 'The kinds of client that the cluster is meant for.') },
  { title: 'WorkloadType', description: 'What a cluster is meant to be used for. Recorded only.' },
);
