import { described, Enum, Int64, Secret, Type } from '../schema.ts';

export const AwsAvailability = Enum(['ON_DEMAND', 'SPOT', 'SPOT_WITH_FALLBACK'], {
  title: 'AwsAvailability',
  description:
    'How instances on AWS are bought: on demand, spot, or spot with on-demand instances where there are none. Recorded only.',
});

export const EbsVolumeType = Enum(['GENERAL_PURPOSE_SSD', 'THROUGHPUT_OPTIMIZED_HDD'], {
  title: 'EbsVolumeType',
  description: 'Kind of EBS volume: SSD (gp2, gp3) or throughput-optimized HDD (st1). Recorded only.',
});

export const AwsAttributes = Type.Object(
  {
    availability: Type.Optional(
      described(AwsAvailability, 'How instances after the first `first_on_demand` ones are bought; recorded only.'),
    ),
    ebs_volume_count: Type.Optional(
      Int64({ description: 'EBS volumes attached to each instance, 0 to 10; recorded only.' }),
    ),
    ebs_volume_iops: Type.Optional(Int64({ description: 'IOPS of each gp3 EBS volume; recorded only.' })),
    ebs_volume_size: Type.Optional(Int64({ description: 'Size of each EBS volume in GiB; recorded only.' })),
    ebs_volume_throughput: Type.Optional(
      Int64({ description: 'Throughput of each gp3 EBS volume, in MiB per second; recorded only.' }),
    ),
    ebs_volume_type: Type.Optional(described(EbsVolumeType, 'Kind of EBS volumes to attach; recorded only.')),
    first_on_demand: Type.Optional(
      Int64({ description: 'How many nodes, driver first, are bought on demand; recorded only.' }),
    ),
    instance_profile_arn: Type.Optional(
      Type.String({ description: 'Instance profile that the nodes run under; recorded only.' }),
    ),
    spot_bid_price_percent: Type.Optional(
      Int64({ description: 'Highest spot price, in percent of the on-demand price; recorded only.' }),
    ),
    zone_id: Type.Optional(
      Type.String({ description: 'Availability zone of the instances, or `auto`; recorded only.' }),
    ),
  },
  {
    title: 'AwsAttributes',
    description: 'Settings of instances on AWS. They are recorded and given back, without effect.',
  },
);

export const AzureAvailability = Enum(['ON_DEMAND_AZURE', 'SPOT_AZURE', 'SPOT_WITH_FALLBACK_AZURE'], {
  title: 'AzureAvailability',
  description:
    'How instances on Azure are bought: on demand, spot, or spot with on-demand instances where there are none. Recorded only.',
});

export const LogAnalyticsInfo = Type.Object(
  {
    log_analytics_primary_key: Type.Optional(
      Secret({ description: 'Primary key of the Log Analytics workspace, which allows writing to it.' }),
    ),
    log_analytics_workspace_id: Type.Optional(
      Type.String({ description: 'Id of the Log Analytics workspace in Azure; recorded only.' }),
    ),
  },
  { title: 'LogAnalyticsInfo', description: 'An Azure Log Analytics workspace.' },
);

export const AzureAttributes = Type.Object(
  {
    availability: Type.Optional(
      described(AzureAvailability, 'How instances after the first `first_on_demand` ones are bought; recorded only.'),
    ),
    capacity_reservation_group: Type.Optional(
      Type.String({ description: 'Azure resource id of the capacity reservation group; recorded only.' }),
    ),
    first_on_demand: Type.Optional(
      Int64({ description: 'How many nodes, driver first, are bought on demand; recorded only.' }),
    ),
    log_analytics_info: Type.Optional(
      described(LogAnalyticsInfo, 'Azure Log Analytics workspace to which nodes report; recorded only.'),
    ),
    spot_bid_max_price: Type.Optional(
      Type.Number({
        description: 'Highest spot price in US dollars per hour; -1 for the on-demand price; recorded only.',
      }),
    ),
  },
  {
    title: 'AzureAttributes',
    description: 'Settings of instances on Azure. They are recorded and given back, without effect.',
  },
);

export const GcpAvailability = Enum(['ON_DEMAND_GCP', 'PREEMPTIBLE_GCP', 'PREEMPTIBLE_WITH_FALLBACK_GCP'], {
  title: 'GcpAvailability',
  description:
    'How instances on Google Cloud are bought: on demand, preemptible, or preemptible with on-demand instances where there are none. Recorded only.',
});

export const ConfidentialComputeType = Enum(['CONFIDENTIAL_COMPUTE_TYPE_NONE', 'SEV_SNP'], {
  title: 'ConfidentialComputeType',
  description: 'Confidential computing on Google Cloud: none, or AMD SEV-SNP. Recorded only.',
});

export const GcpAttributes = Type.Object(
  {
    availability: Type.Optional(
      described(GcpAvailability, 'How instances after the first `first_on_demand` ones are bought; recorded only.'),
    ),
    boot_disk_size: Type.Optional(Int64({ description: 'Size of the boot disk in GB; recorded only.' })),
    confidential_compute_type: Type.Optional(
      described(ConfidentialComputeType, 'Technology for confidential computing on the nodes; recorded only.'),
    ),
    first_on_demand: Type.Optional(
      Int64({ description: 'How many nodes, driver first, are bought on demand; recorded only.' }),
    ),
    google_service_account: Type.Optional(
      Type.String({ description: 'Email of the service account that the nodes run under; recorded only.' }),
    ),
    local_ssd_count: Type.Optional(
      Int64({ description: 'Local SSDs per node; the default of the machine type when absent; recorded only.' }),
    ),
    use_preemptible_executors: Type.Optional(
      Type.Boolean({
        description: 'Whether workers may be preemptible; deprecated in favour of `availability`; recorded only.',
      }),
    ),
    zone_id: Type.Optional(
      Type.String({ description: 'Availability zone of the instances, or `HA` or `AUTO`; recorded only.' }),
    ),
  },
  {
    title: 'GcpAttributes',
    description: 'Settings of instances on Google Cloud. They are recorded and given back, without effect.',
  },
);
