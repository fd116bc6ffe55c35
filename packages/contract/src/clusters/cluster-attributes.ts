import { described, Int64, StringMap, Type } from '../schema.ts';
import { AwsAttributes, AzureAttributes, GcpAttributes } from './cloud-models.ts';
import {
  DataSecurityMode,
  DependencyMode,
  DockerImage,
  Kind,
  NodeTypeFlexibility,
  RuntimeEngine,
  WorkloadType,
} from './runtime-models.ts';
import { ClusterLogConf, InitScriptInfo } from './storage-models.ts';

/** The settings of a cluster as details, specifications and events report them. */
export const clusterAttributes = {
  autotermination_minutes: Type.Optional(
    Int64({ description: 'Idle minutes until the cluster terminates: 0 for never, else 10 to 10,000.' }),
  ),
  aws_attributes: Type.Optional(described(AwsAttributes, 'AWS settings of the instances; recorded only.')),
  azure_attributes: Type.Optional(described(AzureAttributes, 'Azure settings of the instances; recorded only.')),
  cluster_log_conf: Type.Optional(
    described(ClusterLogConf, 'Where logs of driver and workers should go; recorded only.'),
  ),
  cluster_name: Type.Optional(Type.String({ description: 'Name for people; need not be unique, and may be empty.' })),
  custom_tags: Type.Optional(
    StringMap({ description: 'Tags by key, at most 45, beside the default tags, which they cannot override.' }),
  ),
  data_security_mode: Type.Optional(
    described(DataSecurityMode, 'How users of the cluster should be kept apart; recorded only.'),
  ),
  dependency_mode: Type.Optional(
    described(DependencyMode, 'Whether libraries come from the cluster or from environments; recorded only.'),
  ),
  docker_image: Type.Optional(
    described(DockerImage, 'Container image that the cluster runs in; absent for the default.'),
  ),
  driver_instance_pool_id: Type.Optional(
    Type.String({ description: 'Instance pool that the driver comes from; absent without one.' }),
  ),
  driver_node_type_flexibility: Type.Optional(
    described(NodeTypeFlexibility, 'Node types that may stand in for the type of the driver; recorded only.'),
  ),
  driver_node_type_id: Type.Optional(
    Type.String({ description: 'Node type of the driver, given or taken from the workers.' }),
  ),
  enable_elastic_disk: Type.Optional(
    Type.Boolean({ description: 'Whether disks should grow when they fill up; recorded only.' }),
  ),
  enable_local_disk_encryption: Type.Optional(
    Type.Boolean({ description: 'Whether local disks should be encrypted; recorded only.' }),
  ),
  gcp_attributes: Type.Optional(described(GcpAttributes, 'Google Cloud settings of the instances; recorded only.')),
  init_scripts: Type.Optional(
    Type.Array(InitScriptInfo, {
      description:
        'Scripts to run on each node before Spark starts, in order; run only from volumes and the workspace.',
    }),
  ),
  instance_pool_id: Type.Optional(
    Type.String({ description: 'Instance pool that the workers come from; absent without one.' }),
  ),
  is_single_node: Type.Optional(
    Type.Boolean({ description: 'Whether driver and worker share one node; needs `kind`.' }),
  ),
  kind: Type.Optional(
    described(Kind, 'Form of the specification; `CLASSIC_PREVIEW` allows `is_single_node` and `use_ml_runtime`.'),
  ),
  node_type_id: Type.Optional(Type.String({ description: 'Node type of the workers, as it was given.' })),
  policy_id: Type.Optional(
    Type.String({ description: 'Cluster policy that the cluster was made under; absent without one.' }),
  ),
  remote_disk_throughput: Type.Optional(
    Int64({ description: 'Throughput of remote disks in MB per second; recorded only.' }),
  ),
  runtime_engine: Type.Optional(described(RuntimeEngine, 'Execution engine that is asked for; recorded only.')),
  single_user_name: Type.Optional(
    Type.String({ description: 'The one user of a cluster in mode SINGLE_USER or DEDICATED.' }),
  ),
  spark_conf: Type.Optional(
    StringMap({
      description: 'Spark properties by name; values may refer to secrets as `{{secrets/scope/key}}`.',
      'x-secret': true,
    }),
  ),
  spark_env_vars: Type.Optional(
    StringMap({
      description:
        'Environment variables of driver and workers; values may refer to secrets as `{{secrets/scope/key}}`.',
      'x-secret': true,
    }),
  ),
  ssh_public_keys: Type.Optional(
    Type.Array(Type.String(), {
      description: 'Public SSH keys for user `ubuntu` on port 2200, at most 10; recorded only.',
    }),
  ),
  total_initial_remote_disk_size: Type.Optional(
    Int64({ description: 'Size of all remote disks at the start, in GB; recorded only.' }),
  ),
  use_ml_runtime: Type.Optional(
    Type.Boolean({ description: 'Whether the machine learning runtime is asked for; needs `kind`.' }),
  ),
  worker_node_type_flexibility: Type.Optional(
    described(NodeTypeFlexibility, 'Node types that may stand in for the type of the workers; recorded only.'),
  ),
  workload_type: Type.Optional(described(WorkloadType, 'Which kinds of client should use the cluster; recorded only.')),
};
