import { described, Int64, StringMap, Type } from '../schema.ts';
import { AwsAttributes, AzureAttributes, GcpAttributes } from './cloud-models.ts';
import {
  AutoScale,
  DataSecurityMode,
  DependencyMode,
  DockerImage,
  Kind,
  NodeTypeFlexibility,
  RuntimeEngine,
  WorkloadType,
} from './runtime-models.ts';
import { ClusterLogConf, InitScriptInfo } from './storage-models.ts';

/** What create, edit and update of a cluster take. */
export const clusterSettings = {
  autoscale: Type.Optional(
    described(
      AutoScale,
      'Bounds between which the number of workers follows the load; give this or `num_workers`, not both.',
    ),
  ),
  autotermination_minutes: Type.Optional(
    Int64({
      description: 'Idle minutes until the cluster terminates: 0 for never, else 10 to 10,000; 0 when absent.',
      minimum: 0,
      maximum: 10000,
    }),
  ),
  aws_attributes: Type.Optional(
    described(AwsAttributes, 'AWS settings of the instances; recorded only; none when absent.'),
  ),
  azure_attributes: Type.Optional(
    described(AzureAttributes, 'Azure settings of the instances; recorded only; none when absent.'),
  ),
  cluster_log_conf: Type.Optional(
    described(ClusterLogConf, 'Where logs of driver and workers should go; recorded only; none when absent.'),
  ),
  cluster_name: Type.Optional(
    Type.String({
      description: 'Name for people, up to 100 characters, need not be unique; empty when absent.',
      maxLength: 100,
    }),
  ),
  custom_tags: Type.Optional(
    StringMap({
      description: 'Tags by key, at most 45, beside the default tags, which they cannot override; none when absent.',
    }),
  ),
  data_security_mode: Type.Optional(
    described(DataSecurityMode, 'How users of the cluster should be kept apart; recorded only; none when absent.'),
  ),
  dependency_mode: Type.Optional(
    described(
      DependencyMode,
      'Whether libraries come from the cluster or from environments; recorded only; automatic when absent.',
    ),
  ),
  docker_image: Type.Optional(
    described(DockerImage, 'Container image to run in; refused unless the compute backend supports images.'),
  ),
  driver_instance_pool_id: Type.Optional(
    Type.String({
      description: 'Instance pool of the driver; `instance_pool_id` when absent; refused unless the backend has pools.',
    }),
  ),
  driver_node_type_flexibility: Type.Optional(
    described(
      NodeTypeFlexibility,
      'Node types that may stand in for the type of the driver; recorded only; none when absent.',
    ),
  ),
  driver_node_type_id: Type.Optional(
    Type.String({ description: 'Node type of the driver; `node_type_id` when absent.' }),
  ),
  enable_elastic_disk: Type.Optional(
    Type.Boolean({ description: 'Whether disks should grow when they fill up; recorded only; false when absent.' }),
  ),
  enable_local_disk_encryption: Type.Optional(
    Type.Boolean({ description: 'Whether local disks should be encrypted; recorded only; false when absent.' }),
  ),
  gcp_attributes: Type.Optional(
    described(GcpAttributes, 'Google Cloud settings of the instances; recorded only; none when absent.'),
  ),
  init_scripts: Type.Optional(
    Type.Array(InitScriptInfo, {
      description:
        'Scripts to run on each node before Spark starts, in order; run only from volumes and the workspace; none when absent.',
    }),
  ),
  instance_pool_id: Type.Optional(
    Type.String({ description: 'Instance pool of the workers; refused unless the compute backend has pools.' }),
  ),
  is_single_node: Type.Optional(
    Type.Boolean({ description: 'Whether driver and worker share one node; needs `kind`; false when absent.' }),
  ),
  kind: Type.Optional(
    described(
      Kind,
      'Form of the specification; `CLASSIC_PREVIEW` allows `is_single_node` and `use_ml_runtime`; classic when absent.',
    ),
  ),
  node_type_id: Type.Optional(
    Type.String({
      description:
        'Node type of the workers, from the list of node types; required unless `instance_pool_id` is given.',
    }),
  ),
  num_workers: Type.Optional(
    Int64({
      description: 'Number of workers besides the driver; 0 for a single node; give this or `autoscale`, not both.',
      minimum: 0,
    }),
  ),
  policy_id: Type.Optional(
    Type.String({ description: 'Cluster policy that the cluster was made under; none when absent.' }),
  ),
  remote_disk_throughput: Type.Optional(
    Int64({
      description: 'Throughput of remote disks in MB per second; recorded only; the default of the cloud when absent.',
      minimum: 0,
    }),
  ),
  runtime_engine: Type.Optional(
    described(RuntimeEngine, 'Execution engine that is asked for; recorded only; `STANDARD` when absent.'),
  ),
  single_user_name: Type.Optional(
    Type.String({
      description: 'The one user of a cluster in mode SINGLE_USER or DEDICATED; the caller when absent in these modes.',
    }),
  ),
  spark_conf: Type.Optional(
    StringMap({
      description:
        'Spark properties by name; values may refer to secrets as `{{secrets/scope/key}}`; none when absent.',
      'x-secret': true,
    }),
  ),
  spark_env_vars: Type.Optional(
    StringMap({
      description:
        'Environment variables of driver and workers; values may refer to secrets as `{{secrets/scope/key}}`; none when absent.',
      'x-secret': true,
    }),
  ),
  ssh_public_keys: Type.Optional(
    Type.Array(Type.String(), {
      description: 'Public SSH keys for user `ubuntu` on port 2200, at most 10; recorded only; none when absent.',
      maxItems: 10,
    }),
  ),
  total_initial_remote_disk_size: Type.Optional(
    Int64({
      description: 'Size of all remote disks at the start, in GB; recorded only; the default of the cloud when absent.',
      minimum: 0,
    }),
  ),
  use_ml_runtime: Type.Optional(
    Type.Boolean({
      description: 'Whether the machine learning runtime is asked for; needs `kind`; false when absent.',
    }),
  ),
  worker_node_type_flexibility: Type.Optional(
    described(
      NodeTypeFlexibility,
      'Node types that may stand in for the type of the workers; recorded only; none when absent.',
    ),
  ),
  workload_type: Type.Optional(
    described(WorkloadType, 'Which kinds of client should use the cluster; recorded only; all when absent.'),
  ),
};
