import { type AzureSettings, findAzureEntry, parseAzureSettings } from './azure-settings.ts';
import { azureStore } from './azure-store.ts';
import { findGcsEntry, type GcsSettings, parseGcsSettings } from './gcs-settings.ts';
import { gcsStore } from './gcs-store.ts';
import { localStore } from './local-store.ts';
import { parseLocation } from './location.ts';
import type { TableStore } from './object-store.ts';
import { findS3Entry, parseS3Settings, type S3Settings } from './s3-settings.ts';
import { s3Store } from './s3-store.ts';

/** What the stores need of the configuration. */
export interface StorageConfig {
  /** Absolute folders that local tables must lie below, once links are resolved. */
  readonly local_roots: readonly string[];
  /** Credentials for S3-compatible stores, by location. */
  readonly s3: readonly S3Settings[];
  /** Credentials for containers of Azure storage accounts, by location. */
  readonly azure_storage: readonly AzureSettings[];
  /** Credentials for buckets of Google Cloud Storage, by location. */
  readonly gcs: readonly GcsSettings[];
}

/**
 * Makes the function that opens table locations. Opening resolves the links of a local folder (a few system calls) and
 * asks nothing of a bucket or container; what it gives may be kept.
 *
 * @returns the store of the table at a location (see `parseLocation`), or throws `LocationError` for one that is
 *   malformed, not supported or not allowed, saying what is
 * @throws LocationError for an entry of `s3`, `azure_storage` or `gcs` that is not usable
 */
export const locationOpener = (config: StorageConfig): ((location: string) => TableStore) => {
  const s3 = config.s3.map(parseS3Settings);
  const azure = config.azure_storage.map(parseAzureSettings);
  const gcs = config.gcs.map(parseGcsSettings);
  return location => {
    const at = parseLocation(location);
    if (at.kind === 'local') return localStore(at, config.local_roots);
    if (at.kind === 's3') return s3Store(at, findS3Entry(at, s3).settings);
    if (at.kind === 'gcs') return gcsStore(at, findGcsEntry(at, gcs));
    return azureStore(at, findAzureEntry(at, azure).settings);
  };
};
