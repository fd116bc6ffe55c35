// Made by `npm run generate` from packages/contract. Change it there.

import type { Open } from '../open.ts';
import type { EncryptionDetails } from './models.ts';

/** One page of the volumes that the caller may see. */
export interface ListVolumesResponse {
  /** The volumes of this page; absent when there are none. */
  volumes?: readonly VolumeInfo[];
  /** Send it as `page_token` to get the next page; absent or empty on the last page. */
  next_page_token?: string;
}

/** A volume. */
export interface VolumeInfo {
  /** AWS access point for the location; recorded only. */
  access_point?: string;
  /** Whether the caller may only browse the object, so that details are left out. */
  browse_only?: boolean;
  /** Catalog that the volume is in. */
  catalog_name?: string;
  /** Free text for people. */
  comment?: string;
  /** When the object was created, in milliseconds since 1970. */
  created_at?: number;
  /** User name or application id of whoever created the object. */
  created_by?: string;
  /** When the object was last changed, in milliseconds since 1970. */
  updated_at?: number;
  /** User name or application id of whoever changed the object last. */
  updated_by?: string;
  /** How objects are encrypted on the side of the store. */
  encryption_details?: EncryptionDetails;
  /** Full name, `catalog.schema.volume`. */
  full_name?: string;
  /** UUID of the metastore. */
  metastore_id?: string;
  /** Name of the volume without its parents. */
  name?: string;
  /** User name, application id or group name of the owner. */
  owner?: string;
  /** Schema that the volume is in, without the catalog. */
  schema_name?: string;
  /** URL of the folder. */
  storage_location?: string;
  /** UUID of the volume; stays when it is renamed. */
  volume_id?: string;
  /** Whether the folder was chosen by the user or by the server. */
  volume_type?: Open<VolumeType>;
}

/** Who chose the folder of a volume: the user (EXTERNAL) or the server (MANAGED). */
export type VolumeType = 'EXTERNAL' | 'MANAGED';
