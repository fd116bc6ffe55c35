import { nextPageToken } from '../fields.ts';
import { described, Enum, Int64, Type } from '../schema.ts';
import { TerminationReason } from './termination-reason.ts';

export const ChannelName = Enum(
  ['CHANNEL_NAME_CURRENT', 'CHANNEL_NAME_CUSTOM', 'CHANNEL_NAME_PREVIEW', 'CHANNEL_NAME_PREVIOUS'],
  {
    title: 'ChannelName',
    description:
      'Which releases of the SQL engine to use: the current, the coming (preview) or the former (previous) ones, or a custom version.',
  },
);

export const Channel = Type.Object(
  {
    dbsql_version: Type.Optional(
      Type.String({ description: 'Exact engine version; only with `CHANNEL_NAME_CUSTOM`.' }),
    ),
    name: Type.Optional(described(ChannelName, 'Channel to follow; `CHANNEL_NAME_CURRENT` when absent.')),
  },
  { title: 'Channel', description: 'The release channel of a SQL engine.' },
);

export const Status = Enum(['DEGRADED', 'FAILED', 'HEALTHY'], {
  title: 'Status',
  description: 'Health of a warehouse: working, working with defects, or not working.',
});

export const EndpointHealth = Type.Object(
  {
    details: Type.Optional(
      Type.String({ description: 'What exactly is wrong, for whoever runs the workspace; empty when healthy.' }),
    ),
    failure_reason: Type.Optional(
      described(TerminationReason, 'Why the warehouse failed to start or run; absent when healthy.'),
    ),
    message: Type.Optional(
      Type.String({ description: 'Health in one sentence; deprecated in favour of `summary` and `details`.' }),
    ),
    status: Type.Optional(described(Status, 'Overall verdict: HEALTHY, DEGRADED or FAILED.')),
    summary: Type.Optional(Type.String({ description: 'Short account of the health for the user of the warehouse.' })),
  },
  { title: 'EndpointHealth', description: 'The health of a warehouse.' },
);

export const OdbcParams = Type.Object(
  {
    hostname: Type.Optional(Type.String({ description: 'Host name of the workspace, without scheme and port.' })),
    path: Type.Optional(Type.String({ description: 'HTTP path of the warehouse: `/sql/1.0/warehouses/` and its id.' })),
    port: Type.Optional(Int64({ description: 'TCP port of the workspace, such as 443.' })),
    protocol: Type.Optional(
      Type.String({ description: 'Transport to speak to the port: `https`, or `http` without TLS.' }),
    ),
  },
  { title: 'OdbcParams', description: 'Where a driver connects to reach a warehouse.' },
);

export const SpotInstancePolicy = Enum(['COST_OPTIMIZED', 'POLICY_UNSPECIFIED', 'RELIABILITY_OPTIMIZED'], {
  title: 'SpotInstancePolicy',
  description:
    'Use of spot instances: `COST_OPTIMIZED` where possible, `RELIABILITY_OPTIMIZED` not at all. Recorded only.',
});

export const State = Enum(['DELETED', 'DELETING', 'RUNNING', 'STARTING', 'STOPPED', 'STOPPING'], {
  title: 'State',
  description:
    'Life cycle of a warehouse: STARTING, RUNNING, STOPPING and STOPPED, then DELETING and DELETED once it is removed.',
});

export const EndpointTagPair = Type.Object(
  {
    key: Type.Optional(Type.String({ description: 'Key of the tag, unique on the warehouse.' })),
    value: Type.Optional(Type.String({ description: 'Value of the tag; may be an empty string.' })),
  },
  { title: 'EndpointTagPair', description: 'One tag of a warehouse.' },
);

export const EndpointTags = Type.Object(
  {
    custom_tags: Type.Optional(
      Type.Array(EndpointTagPair, { description: 'Key and value pairs, fewer than 45, each key once.' }),
    ),
  },
  { title: 'EndpointTags', description: 'The tags of a warehouse.' },
);

export const WarehouseType = Enum(['CLASSIC', 'PRO', 'REALTIME', 'REYDEN', 'TYPE_UNSPECIFIED'], {
  title: 'WarehouseType',
  description: 'Kind of an existing warehouse. `CLASSIC` and `PRO` are served; the others are known to clients only.',
});

export const GetWarehouseResponse = Type.Object(
  {
    auto_stop_mins: Type.Optional(
      Int64({ description: 'Minutes without queries until the warehouse stops; 0 for never.' }),
    ),
    channel: Type.Optional(described(Channel, 'Release channel of the SQL engine that the warehouse follows.')),
    cluster_size: Type.Optional(Type.String({ description: 'Size of each cluster, from `2X-Small` to `5X-Large`.' })),
    creator_name: Type.Optional(
      Type.String({ description: 'Login name or application id of the principal that created the warehouse.' }),
    ),
    enable_photon: Type.Optional(
      Type.Boolean({ description: 'Whether the Photon engine was asked for; recorded only.' }),
    ),
    enable_serverless_compute: Type.Optional(
      Type.Boolean({ description: 'Whether serverless compute was asked for.' }),
    ),
    health: Type.Optional(
      described(EndpointHealth, 'Whether the warehouse works as it should, and what is wrong if not.'),
    ),
    id: Type.Optional(Type.String({ description: 'Id of the warehouse for later calls: 16 hex digits.' })),
    instance_profile_arn: Type.Optional(
      Type.String({ description: 'AWS instance profile for cloud access; deprecated, echoed as given.' }),
    ),
    jdbc_url: Type.Optional(
      Type.String({ description: 'JDBC connection string of the warehouse, without credentials.' }),
    ),
    max_num_clusters: Type.Optional(Int64({ description: 'Most clusters that the warehouse scales out to.' })),
    min_num_clusters: Type.Optional(Int64({ description: 'Clusters that run at all times while the warehouse runs.' })),
    name: Type.Optional(Type.String({ description: 'Name of the warehouse, unique in the workspace.' })),
    num_active_sessions: Type.Optional(Int64({ description: 'Sessions that are open on the warehouse right now.' })),
    num_clusters: Type.Optional(
      Int64({ description: 'Clusters that run right now; 0 when the warehouse is stopped.' }),
    ),
    odbc_params: Type.Optional(described(OdbcParams, 'Where ODBC and other drivers connect to.')),
    spot_instance_policy: Type.Optional(
      described(SpotInstancePolicy, 'Whether spot instances may be used; echoed as given.'),
    ),
    state: Type.Optional(described(State, 'Where the warehouse is in its life cycle.')),
    tags: Type.Optional(described(EndpointTags, 'Tags that were put on the warehouse.')),
    warehouse_type: Type.Optional(described(WarehouseType, 'Kind of the warehouse: `CLASSIC` or `PRO`.')),
  },
  { title: 'GetWarehouseResponse', description: 'A SQL warehouse with its configuration and present state.' },
);

export const EndpointInfo = Type.Object(GetWarehouseResponse.properties, {
  title: 'EndpointInfo',
  description: 'A SQL warehouse as lists show it.',
});

export const CreateWarehouseResponse = Type.Object(
  {
    id: Type.Optional(
      Type.String({
        description: 'Id of the new warehouse; poll `warehouses/get` with it until the state is RUNNING.',
      }),
    ),
  },
  { title: 'CreateWarehouseResponse', description: 'The id of the new warehouse, which is still starting.' },
);

export const ListWarehousesResponse = Type.Object(
  {
    warehouses: Type.Optional(
      Type.Array(EndpointInfo, { description: 'The warehouses of this page; absent when there are none.' }),
    ),
    next_page_token: nextPageToken,
  },
  { title: 'ListWarehousesResponse', description: 'One page of the warehouses that the caller may see.' },
);
