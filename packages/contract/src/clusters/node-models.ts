import { described, Enum, Int64, Type } from '../schema.ts';

export const CloudProviderNodeStatus = Enum(['NotAvailableInRegion', 'NotEnabledOnSubscription'], {
  title: 'CloudProviderNodeStatus',
  description: 'Why a node type cannot be used: not enabled for the subscription, or not available in the region.',
});

export const CloudProviderNodeInfo = Type.Object(
  {
    status: Type.Optional(
      Type.Array(CloudProviderNodeStatus, {
        description: 'Reasons why the type cannot be used here; empty if it can.',
      }),
    ),
  },
  { title: 'CloudProviderNodeInfo', description: 'Whether a node type is available.' },
);

export const NodeInstanceType = Type.Object(
  {
    instance_type_id: Type.String({ description: 'Id of the machine type of the cloud or backend.' }),
    local_disk_size_gb: Type.Optional(Int64({ description: 'Size of each local disk, in GB.' })),
    local_disks: Type.Optional(Int64({ description: 'Number of local disks that are not NVMe.' })),
    local_nvme_disk_size_gb: Type.Optional(Int64({ description: 'Size of each local NVMe disk, in GB.' })),
    local_nvme_disks: Type.Optional(Int64({ description: 'Number of local NVMe disks of the machine.' })),
  },
  { title: 'NodeInstanceType', description: 'Local disks of a machine type.' },
);

export const NodeType = Type.Object(
  {
    node_type_id: Type.String({ description: 'Id to give as `node_type_id` when creating a cluster.' }),
    memory_mb: Int64({ description: 'Memory of a node of this type, in MiB.' }),
    num_cores: Type.Number({ description: 'CPU cores of a node of this type, possibly a fraction.' }),
    description: Type.String({ description: 'Short description for people, such as cores and memory.' }),
    instance_type_id: Type.String({ description: 'Id of the underlying machine type of the cloud or backend.' }),
    category: Type.String({ description: 'Group in lists, such as `General Purpose`; compared ignoring case.' }),
    display_order: Type.Optional(Int64({ description: 'Place in lists: smaller numbers come first.' })),
    is_deprecated: Type.Optional(Type.Boolean({ description: 'True if the type should no longer be chosen.' })),
    is_encrypted_in_transit: Type.Optional(
      Type.Boolean({ description: 'True if traffic between such nodes is encrypted by the cloud.' }),
    ),
    is_graviton: Type.Optional(Type.Boolean({ description: 'True if the type has AWS Graviton (ARM) processors.' })),
    is_hidden: Type.Optional(Type.Boolean({ description: 'True if user interfaces should not offer the type.' })),
    is_io_cache_enabled: Type.Optional(
      Type.Boolean({ description: 'True if the disk cache is on by default for the type.' }),
    ),
    node_info: Type.Optional(described(CloudProviderNodeInfo, 'Whether the type is available here at present.')),
    node_instance_type: Type.Optional(described(NodeInstanceType, 'Disks of the underlying machine type.')),
    num_gpus: Type.Optional(Int64({ description: 'Number of GPUs in a node of this type.' })),
    photon_driver_capable: Type.Optional(
      Type.Boolean({ description: 'True if the Photon engine can run on a driver of this type.' }),
    ),
    photon_worker_capable: Type.Optional(
      Type.Boolean({ description: 'True if the Photon engine can run on workers of this type.' }),
    ),
    support_cluster_tags: Type.Optional(
      Type.Boolean({ description: 'True if tags of a cluster are put on its machines.' }),
    ),
    support_ebs_volumes: Type.Optional(
      Type.Boolean({ description: 'True if EBS volumes can be attached to the nodes.' }),
    ),
    support_port_forwarding: Type.Optional(
      Type.Boolean({ description: 'True if ports of such nodes can be forwarded.' }),
    ),
  },
  { title: 'NodeType', description: 'A size of machine for the nodes of a cluster.' },
);

export const ListNodeTypesResponse = Type.Object(
  {
    node_types: Type.Optional(
      Type.Array(NodeType, { description: 'Every node type on offer, in the order to show them.' }),
    ),
  },
  { title: 'ListNodeTypesResponse', description: 'The node types that clusters can use.' },
);

export const ListAvailableZonesResponse = Type.Object(
  {
    default_zone: Type.Optional(Type.String({ description: 'Zone that is used when a cluster names none.' })),
    zones: Type.Optional(
      Type.Array(Type.String(), { description: 'Names of all zones; a workspace of one machine has `local`.' }),
    ),
  },
  { title: 'ListAvailableZonesResponse', description: 'The availability zones that clusters can use.' },
);

export const SparkVersion = Type.Object(
  {
    key: Type.Optional(Type.String({ description: 'Key to give as `spark_version` when creating a cluster.' })),
    name: Type.Optional(
      Type.String({ description: 'Name for people, with Spark and Scala version, and `LTS` where it applies.' }),
    ),
  },
  { title: 'SparkVersion', description: 'A runtime version for clusters.' },
);

export const GetSparkVersionsResponse = Type.Object(
  {
    versions: Type.Optional(
      Type.Array(SparkVersion, { description: 'Every runtime version on offer, in no promised order.' }),
    ),
  },
  { title: 'GetSparkVersionsResponse', description: 'The runtime versions that clusters can use.' },
);
