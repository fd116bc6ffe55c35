import { ApiError } from '../http/api-error.ts';

/** Where a metastore is, and which one it is: what two organisations know each other's metastores by. */
export interface SharingIdentifier {
  readonly cloud: string;
  readonly region: string;
  readonly metastoreId: string;
}

const pattern = /^([\w-]{1,64}):([\w-]{1,64}):([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** Reads `cloud:region:uuid`, in any case; undefined for any other text. */
export const parseSharingIdentifier = (text: string): SharingIdentifier | undefined => {
  const [, cloud, region, metastoreId] = pattern.exec(text.toLowerCase()) ?? [];
  if (cloud === undefined || region === undefined || metastoreId === undefined) return undefined;
  return { cloud, region, metastoreId };
};

/**
 * The form in which sharing identifiers are kept and compared: lower case.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE for what is none
 */
export const toSharingIdentifier = (text: string): string => {
  if (parseSharingIdentifier(text) !== undefined) return text.toLowerCase();
  throw new ApiError(
    'INVALID_PARAMETER_VALUE',
    `Cannot resolve target shard: ${JSON.stringify(text.slice(0, 200))} is not a sharing identifier of the form cloud:region:uuid.`,
  );
};

/** What recipients and providers of type DATABRICKS show of a metastore; nothing of those that have none. */
export const describeSharingIdentifier = (text: string | null) => {
  const found = text === null ? undefined : parseSharingIdentifier(text);
  return found === undefined ? {} : { cloud: found.cloud, region: found.region, metastore_id: found.metastoreId };
};
