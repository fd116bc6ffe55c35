// Made by `npm run generate` from packages/contract. Change it there.

import type { Open } from '../open.ts';
import type { FileEventQueue } from './file-event-models.ts';
import type { EncryptionDetails, IsolationMode } from './models.ts';

/** An external location. */
export interface ExternalLocationInfo {
  /** Whether the caller may only browse the object, so that details are left out. */
  browse_only?: boolean;
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
  /** UUID of the storage credential. */
  credential_id?: string;
  /** Name of the storage credential. */
  credential_name?: string;
  /** Whether file events are in effect. */
  effective_enable_file_events?: boolean;
  /** Queue of file events that is in effect. */
  effective_file_event_queue?: FileEventQueue;
  /** Whether file events were asked for; recorded only. */
  enable_file_events?: boolean;
  /** How objects are encrypted on the side of the store. */
  encryption_details?: EncryptionDetails;
  /** Whether access may fall back to credentials of the cluster; recorded only. */
  fallback?: boolean;
  /** Queue from which file events are read; recorded only. */
  file_event_queue?: FileEventQueue;
  /** Whether all workspaces of the metastore may use it. */
  isolation_mode?: Open<IsolationMode>;
  /** UUID of the metastore. */
  metastore_id?: string;
  /** Name of the location, in lower case. */
  name?: string;
  /** User name, application id or group name of the owner. */
  owner?: string;
  /** Whether it may only be read. */
  read_only?: boolean;
  /** URL of the folder. */
  url?: string;
}

/** One page of the external locations that the caller may see. */
export interface ListExternalLocationsResponse {
  /** The external locations of this page; absent when there are none. */
  external_locations?: readonly ExternalLocationInfo[];
  /** Send it as `page_token` to get the next page; absent or empty on the last page. */
  next_page_token?: string;
}
