import { ObjectNotFound } from '@boathouse/delta';
import { StorageError, type StorageErrorCode, systemCode } from './errors.ts';

/** What was asked of a container, for the message of an error. */
export interface AzureRequest {
  /** The container's URL, without a signature. */
  readonly container: string;
  /** The table's location. */
  readonly location: string;
  /** The object's path below the location; absent when a folder was listed. */
  readonly path?: string;
}

/** An answer of the storage service that is a refusal. */
export class AzureRefusal extends Error {
  readonly status: number;
  /** The service's own word, such as `BlobNotFound`; empty when it said none. */
  readonly code: string;

  constructor(status: number, code: string) {
    super(`${status} ${code}`);
    this.name = 'AzureRefusal';
    this.status = status;
    this.code = code;
  }
}

interface Meaning {
  readonly code: StorageErrorCode;
  readonly check: string;
}

const badKey: Meaning = {
  code: 'ACCESS_DENIED',
  check: 'Check the key or application of the entry in the setting azure_storage, and the clock of this machine.',
};
const overloaded: Meaning = { code: 'UNAVAILABLE', check: 'The store is overloaded or failing; try again later.' };

/** Error codes of the Blob service that need more than their name. */
const meanings: Readonly<Record<string, Meaning>> = {
  ContainerNotFound: {
    code: 'BUCKET_MISSING',
    check: 'Check the names of the container and the account, and endpoint of the entry in the setting azure_storage.',
  },
  AuthenticationFailed: badKey,
  InvalidAuthenticationInfo: badKey,
  AuthorizationFailure: {
    code: 'ACCESS_DENIED',
    check:
      'Check the key or application of the entry in the setting azure_storage, and let this machine through the network rules of the account.',
  },
  AuthorizationPermissionMismatch: {
    code: 'ACCESS_DENIED',
    check: 'Give the application the roles Storage Blob Data Reader and Storage Blob Delegator.',
  },
  KeyBasedAuthenticationNotPermitted: {
    code: 'ACCESS_DENIED',
    check: 'Allow access by account key in the configuration of the storage account, or use an application.',
  },
  AccountIsDisabled: { code: 'ACCESS_DENIED', check: 'The storage account is disabled.' },
  BlobArchived: { code: 'FAILED', check: 'The blob is in the archive tier: rehydrate it.' },
};

const ofStatus = (status: number): Meaning => {
  if (status >= 500 || status === 429) return overloaded;
  if (status === 401 || status === 403) return badKey;
  return { code: 'FAILED', check: 'Check endpoint of the entry in the setting azure_storage.' };
};

/** Whether asking again soon may help. */
export const isPassing = (error: unknown): boolean =>
  error instanceof AzureRefusal ? ofStatus(error.status) === overloaded : systemCode(error) === 'ECONNRESET';

/** What a failed request means: `ObjectNotFound`, or a `StorageError` that says what to check. Neither shows a signature. */
export const translateAzureError = (error: unknown, { container, location, path }: AzureRequest): Error => {
  if (error instanceof StorageError || error instanceof ObjectNotFound) return error;
  if (path !== undefined && error instanceof AzureRefusal && error.code === 'BlobNotFound') {
    return new ObjectNotFound(path);
  }
  const what = path === undefined ? `Listing ${location}` : `Reading ${JSON.stringify(path)} of ${location}`;
  if (!(error instanceof AzureRefusal)) {
    const reason = systemCode(error) ?? 'the answer ended early';
    const check = 'Check the account and endpoint of the entry in the setting azure_storage, and the network.';
    return new StorageError('UNAVAILABLE', `${what} failed: no answer from ${container} (${reason}). ${check}`);
  }
  const { code, check } = meanings[error.code] ?? ofStatus(error.status);
  const said = `${error.status} ${error.code}`.trimEnd();
  return new StorageError(code, `${what} failed: ${container} answered ${said}. ${check}`);
};
