import { type AzureAccess, azureAccessProblem } from './azure-settings.ts';
import { LocationError } from './errors.ts';
import { type GcsAccess, gcsAccessProblem } from './gcs-settings.ts';
import { formatLocation, type Location, parseLocation } from './location.ts';
import type { TableStore } from './object-store.ts';
import { locationOpener, type StorageConfig } from './open-location.ts';
import { type S3Access, s3AccessProblem } from './s3-settings.ts';

/** What a stored credential opens locations with: an entry of the settings without its location. */
export type StorageAccess =
  | { readonly kind: 'local' }
  | { readonly kind: 's3'; readonly access: S3Access }
  | { readonly kind: 'azure'; readonly access: AzureAccess }
  | { readonly kind: 'gcs'; readonly access: GcsAccess };

const stores: Readonly<Record<Location['kind'], string>> = {
  local: 'a folder of the server',
  s3: 'S3 or a store that is compatible with it',
  azure: 'Azure storage',
  gcs: 'Google Cloud Storage',
};

/** The bucket or container of a location: what an entry of the settings has to cover. */
const rootOf = (at: Location): string => formatLocation(at.kind === 'local' ? at : { ...at, prefix: '' });

/** The settings of a server that knows this one entry and no other. */
const settingsOf = (access: StorageAccess, location: string, localRoots: readonly string[]): StorageConfig => {
  const none = { local_roots: [], s3: [], azure_storage: [], gcs: [] };
  if (access.kind === 's3') return { ...none, s3: [{ ...access.access, location }] };
  if (access.kind === 'azure') return { ...none, azure_storage: [{ ...access.access, location }] };
  if (access.kind === 'gcs') return { ...none, gcs: [{ ...access.access, location }] };
  return { ...none, local_roots: localRoots };
};

/**
 * Makes the function that opens what a stored credential covers, which is everything of its kind of store. Keep it as long
 * as the credential is the same: connections and keys are shared by all that it opens in one bucket or container.
 *
 * @param localRoots absolute folders that local tables may lie below, whatever the credential says
 * @returns as `locationOpener` does; throws `LocationError` for a location in another kind of store too
 */
export const credentialOpener = (
  access: StorageAccess,
  localRoots: readonly string[],
): ((location: string) => TableStore) => {
  const openers = new Map<string, (location: string) => TableStore>();
  return location => {
    const at = parseLocation(location);
    if (at.kind !== access.kind) {
      throw new LocationError(location, `cannot be opened by a storage credential for ${stores[access.kind]}.`);
    }
    const root = at.kind === 'local' ? '' : rootOf(at);
    const open = openers.get(root) ?? locationOpener(settingsOf(access, root, localRoots));
    openers.set(root, open);
    return open(location);
  };
};

/**
 * What speaks against a stored credential, seen before any location is opened by it.
 *
 * @returns the end of a sentence that begins with the credential, without its secrets; undefined when nothing does
 */
export const accessProblem = (access: StorageAccess): string | undefined => {
  if (access.kind === 's3') return s3AccessProblem(access.access);
  if (access.kind === 'azure') return azureAccessProblem(access.access);
  return access.kind === 'gcs' ? gcsAccessProblem(access.access) : undefined;
};
