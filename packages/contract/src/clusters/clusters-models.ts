import { nextPageToken } from '../fields.ts';
import { described, Enum, Int64, StringMap, Type } from '../schema.ts';
import { TerminationReason } from '../sql/termination-reason.ts';
import { clusterAttributes } from './cluster-attributes.ts';
import { clusterSettings } from './cluster-settings.ts';
import { AutoScale } from './runtime-models.ts';

export const LogSyncStatus = Type.Object(
  {
    last_attempted: Type.Optional(Int64({ description: 'When delivery was last tried, in ms since 1970.' })),
    last_exception: Type.Optional(
      Type.String({ description: 'What went wrong at the last try; empty or absent if it succeeded.' }),
    ),
  },
  { title: 'LogSyncStatus', description: 'How the last delivery of logs went.' },
);

export const ClusterSource = Enum(['API', 'JOB', 'MODELS', 'PIPELINE', 'PIPELINE_MAINTENANCE', 'SQL', 'UI'], {
  title: 'ClusterSource',
  description:
    'What created a cluster: a call (`API`), the console (`UI`), a job, a pipeline, a SQL warehouse or model serving. Clusters of jobs cannot be edited or started.',
});

export const SparkNodeAwsAttributes = Type.Object(
  {
    is_spot: Type.Optional(
      Type.Boolean({ description: 'True if the node is a spot instance, which AWS may take back.' }),
    ),
  },
  { title: 'SparkNodeAwsAttributes', description: 'Details of a node on AWS.' },
);

export const SparkNode = Type.Object(
  {
    host_private_ip: Type.Optional(
      Type.String({ description: 'Private IP address of the host that the node runs on.' }),
    ),
    instance_id: Type.Optional(Type.String({ description: 'Id of the machine, process or pod behind the node.' })),
    node_aws_attributes: Type.Optional(
      described(SparkNodeAwsAttributes, 'Details of the instance on AWS; absent elsewhere.'),
    ),
    node_id: Type.Optional(Type.String({ description: 'Id of the node, unique within the workspace.' })),
    private_ip: Type.Optional(
      Type.String({ description: 'Private IP address of the node; may differ from the host when it is a container.' }),
    ),
    public_dns: Type.Optional(Type.String({ description: 'Public DNS name of the node; empty when it has none.' })),
    start_timestamp: Type.Optional(Int64({ description: 'When the node started, in ms since 1970.' })),
  },
  { title: 'SparkNode', description: 'A node of a running cluster.' },
);

export const ClusterSpec = Type.Object(
  {
    apply_policy_default_values: Type.Optional(
      Type.Boolean({ description: 'Whether fields that are absent take the defaults of the policy.' }),
    ),
    autoscale: Type.Optional(described(AutoScale, 'Bounds between which the number of workers follows the load.')),
    ...clusterAttributes,
    num_workers: Type.Optional(Int64({ description: 'Number of workers besides the driver; 0 for a single node.' })),
    spark_version: Type.Optional(
      Type.String({ description: 'Runtime key from the list of Spark versions, such as `17.3.x-scala2.13`.' }),
    ),
  },
  { title: 'ClusterSpec', description: 'The configuration of a cluster as it was requested.' },
);

export const State = Enum(
  ['ERROR', 'PENDING', 'RESIZING', 'RESTARTING', 'RUNNING', 'TERMINATED', 'TERMINATING', 'UNKNOWN'],
  {
    title: 'State',
    description:
      'Life cycle of a cluster: PENDING while it starts, RUNNING, RESIZING (still usable), RESTARTING, TERMINATING, TERMINATED (configuration kept). ERROR and UNKNOWN are not sent.',
  },
);

export const ClusterDetails = Type.Object(
  {
    autoscale: Type.Optional(described(AutoScale, 'Bounds between which the number of workers follows the load.')),
    ...clusterAttributes,
    cluster_cores: Type.Optional(Type.Number({ description: 'CPU cores of all nodes together, possibly a fraction.' })),
    cluster_id: Type.Optional(
      Type.String({ description: 'Id of the cluster for later calls, such as `0124-165313-5fpp2uv9`.' }),
    ),
    cluster_log_status: Type.Optional(
      described(LogSyncStatus, 'How the last delivery of logs went; absent when logs are not delivered.'),
    ),
    cluster_memory_mb: Type.Optional(Int64({ description: 'Memory of all nodes together, in MiB.' })),
    cluster_source: Type.Optional(described(ClusterSource, 'What created the cluster: `API`, `UI`, `JOB` and others.')),
    creator_user_name: Type.Optional(
      Type.String({ description: 'Login name or application id of the creator, or of the owner set since.' }),
    ),
    default_tags: Type.Optional(
      StringMap({ description: 'Tags that the workspace sets: `Vendor`, `Creator`, `ClusterName`, `ClusterId`.' }),
    ),
    driver: Type.Optional(described(SparkNode, 'Node of the driver; absent while there is none.')),
    executors: Type.Optional(
      Type.Array(SparkNode, {
        description: 'Nodes of the workers that are up, which may be fewer than `num_workers` for a while.',
      }),
    ),
    jdbc_port: Type.Optional(Int64({ description: 'Port of the JDBC server on the driver, by custom 10000.' })),
    last_restarted_time: Type.Optional(
      Int64({ description: 'When the cluster was last restarted, in ms since 1970; absent if never.' }),
    ),
    last_state_loss_time: Type.Optional(
      Int64({ description: 'When the driver last lost its state, in ms since 1970; 0 if never.' }),
    ),
    num_workers: Type.Optional(Int64({ description: 'Number of workers besides the driver; 0 for a single node.' })),
    spark_context_id: Type.Optional(
      Int64({ description: 'Number of the Spark context; it changes with every start of the driver.' }),
    ),
    spark_version: Type.Optional(
      Type.String({ description: 'Runtime key from the list of Spark versions, such as `17.3.x-scala2.13`.' }),
    ),
    spec: Type.Optional(
      described(
        ClusterSpec,
        'Configuration as it was requested, without filled-in defaults; only when getting one cluster.',
      ),
    ),
    start_time: Type.Optional(
      Int64({ description: 'When the cluster was created or last started, in ms since 1970.' }),
    ),
    state: Type.Optional(described(State, 'Where the cluster is in its life cycle.')),
    state_message: Type.Optional(
      Type.String({ description: 'What the state is about, for people; empty when there is nothing to say.' }),
    ),
    terminated_time: Type.Optional(
      Int64({ description: 'When the cluster terminated, in ms since 1970; absent unless it has.' }),
    ),
    termination_reason: Type.Optional(
      described(TerminationReason, 'Why the cluster terminated; absent unless it is terminating or terminated.'),
    ),
  },
  { title: 'ClusterDetails', description: 'A cluster with its configuration and present state.' },
);

export const CloneCluster = Type.Object(
  { source_cluster_id: Type.String({ description: 'Id of the cluster whose libraries are copied at creation.' }) },
  { title: 'CloneCluster', description: 'The cluster that another is cloned from.' },
);

export const SortDirection = Enum(['ASC', 'DESC'], {
  title: 'SortDirection',
  description: 'Order of events by time: `DESC` newest first, `ASC` oldest first.',
});

export const ListClustersFilterBy = Type.Object(
  {
    cluster_sources: Type.Optional(
      Type.Array(ClusterSource, { description: 'Only clusters that one of these created; all when absent.' }),
    ),
    cluster_states: Type.Optional(
      Type.Array(State, { description: 'Only clusters in one of these states; all when absent.' }),
    ),
    is_pinned: Type.Optional(
      Type.Boolean({ description: 'Only clusters that are pinned (true) or not pinned (false).' }),
    ),
    policy_id: Type.Optional(Type.String({ description: 'Only clusters that were made under this cluster policy.' })),
  },
  { title: 'ListClustersFilterBy', description: 'Conditions on clusters; those that are absent do not count.' },
);

export const ListClustersSortByField = Enum(['CLUSTER_NAME', 'DEFAULT'], {
  title: 'ListClustersSortByField',
  description: 'What clusters are sorted by: their name, or by default state, then pinned, then name.',
});

export const ListClustersSortBy = Type.Object(
  {
    direction: Type.Optional(described(SortDirection, 'Ascending or descending; `ASC` when absent.')),
    field: Type.Optional(described(ListClustersSortByField, 'What to sort by; `DEFAULT` when absent.')),
  },
  { title: 'ListClustersSortBy', description: 'The order of a list of clusters.' },
);

export const UpdateClusterResource = Type.Object(
  {
    ...clusterSettings,
    spark_version: Type.Optional(
      Type.String({ description: 'Runtime key from the list of Spark versions, such as `17.3.x-scala2.13`.' }),
    ),
  },
  {
    title: 'UpdateClusterResource',
    description: 'New values for some fields of a cluster; those that the update mask does not name are ignored.',
  },
);

export const CreateClusterResponse = Type.Object(
  {
    cluster_id: Type.Optional(
      Type.String({ description: 'Id of the new cluster; poll `clusters/get` with it until the state is RUNNING.' }),
    ),
  },
  { title: 'CreateClusterResponse', description: 'The id of the new cluster, which is still starting.' },
);

export const ListClustersResponse = Type.Object(
  {
    clusters: Type.Optional(
      Type.Array(ClusterDetails, { description: 'The clusters of this page; absent when there are none.' }),
    ),
    next_page_token: nextPageToken,
    prev_page_token: Type.Optional(
      Type.String({
        description: 'Send it as `page_token` to get the page before; absent or empty on the first page.',
      }),
    ),
  },
  { title: 'ListClustersResponse', description: 'One page of the clusters that the caller may see.' },
);
