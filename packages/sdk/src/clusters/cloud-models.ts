// Made by `npm run generate` from packages/contract. Change it there.

import type { Open } from '../open.ts';

/** Settings of instances on AWS. They are recorded and given back, without effect. */
export interface AwsAttributes {
  /** How instances after the first `first_on_demand` ones are bought; recorded only. */
  availability?: Open<AwsAvailability>;
  /** EBS volumes attached to each instance, 0 to 10; recorded only. */
  ebs_volume_count?: number;
  /** IOPS of each gp3 EBS volume; recorded only. */
  ebs_volume_iops?: number;
  /** Size of each EBS volume in GiB; recorded only. */
  ebs_volume_size?: number;
  /** Throughput of each gp3 EBS volume, in MiB per second; recorded only. */
  ebs_volume_throughput?: number;
  /** Kind of EBS volumes to attach; recorded only. */
  ebs_volume_type?: Open<EbsVolumeType>;
  /** How many nodes, driver first, are bought on demand; recorded only. */
  first_on_demand?: number;
  /** Instance profile that the nodes run under; recorded only. */
  instance_profile_arn?: string;
  /** Highest spot price, in percent of the on-demand price; recorded only. */
  spot_bid_price_percent?: number;
  /** Availability zone of the instances, or `auto`; recorded only. */
  zone_id?: string;
}

/**
 * How instances on AWS are bought: on demand, spot, or spot with on-demand instances where there are none. Recorded
 * only.
 */
export type AwsAvailability = 'ON_DEMAND' | 'SPOT' | 'SPOT_WITH_FALLBACK';

/** Settings of instances on Azure. They are recorded and given back, without effect. */
export interface AzureAttributes {
  /** How instances after the first `first_on_demand` ones are bought; recorded only. */
  availability?: Open<AzureAvailability>;
  /** Azure resource id of the capacity reservation group; recorded only. */
  capacity_reservation_group?: string;
  /** How many nodes, driver first, are bought on demand; recorded only. */
  first_on_demand?: number;
  /** Azure Log Analytics workspace to which nodes report; recorded only. */
  log_analytics_info?: LogAnalyticsInfo;
  /** Highest spot price in US dollars per hour; -1 for the on-demand price; recorded only. */
  spot_bid_max_price?: number;
}

/**
 * How instances on Azure are bought: on demand, spot, or spot with on-demand instances where there are none. Recorded
 * only.
 */
export type AzureAvailability = 'ON_DEMAND_AZURE' | 'SPOT_AZURE' | 'SPOT_WITH_FALLBACK_AZURE';

/** Confidential computing on Google Cloud: none, or AMD SEV-SNP. Recorded only. */
export type ConfidentialComputeType = 'CONFIDENTIAL_COMPUTE_TYPE_NONE' | 'SEV_SNP';

/** Kind of EBS volume: SSD (gp2, gp3) or throughput-optimized HDD (st1). Recorded only. */
export type EbsVolumeType = 'GENERAL_PURPOSE_SSD' | 'THROUGHPUT_OPTIMIZED_HDD';

/** Settings of instances on Google Cloud. They are recorded and given back, without effect. */
export interface GcpAttributes {
  /** How instances after the first `first_on_demand` ones are bought; recorded only. */
  availability?: Open<GcpAvailability>;
  /** Size of the boot disk in GB; recorded only. */
  boot_disk_size?: number;
  /** Technology for confidential computing on the nodes; recorded only. */
  confidential_compute_type?: Open<ConfidentialComputeType>;
  /** How many nodes, driver first, are bought on demand; recorded only. */
  first_on_demand?: number;
  /** Email of the service account that the nodes run under; recorded only. */
  google_service_account?: string;
  /** Local SSDs per node; the default of the machine type when absent; recorded only. */
  local_ssd_count?: number;
  /** Whether workers may be preemptible; deprecated in favour of `availability`; recorded only. */
  use_preemptible_executors?: boolean;
  /** Availability zone of the instances, or `HA` or `AUTO`; recorded only. */
  zone_id?: string;
}

/**
 * How instances on Google Cloud are bought: on demand, preemptible, or preemptible with on-demand instances where there
 * are none. Recorded only.
 */
export type GcpAvailability = 'ON_DEMAND_GCP' | 'PREEMPTIBLE_GCP' | 'PREEMPTIBLE_WITH_FALLBACK_GCP';

/** An Azure Log Analytics workspace. */
export interface LogAnalyticsInfo {
  /** Primary key of the Log Analytics workspace, which allows writing to it. */
  log_analytics_primary_key?: string;
  /** Id of the Log Analytics workspace in Azure; recorded only. */
  log_analytics_workspace_id?: string;
}
