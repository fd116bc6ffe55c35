import { type Meaning, type RefusalMeanings, type StoreRequest, translateRefusal } from './store-refusal.ts';

const badKey: Meaning = {
  code: 'ACCESS_DENIED',
  check:
    'Check the key or application of the storage credential, or of the entry in the setting azure_storage, and the clock of this machine.',
};

/** Error codes of the Blob service that need more than their name. */
const meanings: RefusalMeanings = {
  byCode: {
    ContainerNotFound: {
      code: 'BUCKET_MISSING',
      check:
        'Check the names of the container and the account, and endpoint of the storage credential, or of the entry in the setting azure_storage.',
    },
    AuthenticationFailed: badKey,
    InvalidAuthenticationInfo: badKey,
    AuthorizationFailure: {
      code: 'ACCESS_DENIED',
      check:
        'Check the key or application of the storage credential, or of the entry in the setting azure_storage, and let this machine through the network rules of the account.',
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
  },
  denied: badKey,
  check: 'Check endpoint of the storage credential, or of the entry in the setting azure_storage.',
  checkNetwork:
    'Check the account and endpoint of the storage credential, or of the entry in the setting azure_storage, and the network.',
  isAbsence: ({ code }) => code === 'BlobNotFound',
};

/** What a failed request to the Blob service means: see {@link translateRefusal}. */
export const translateAzureError = (error: unknown, request: StoreRequest): Error =>
  translateRefusal(error, request, meanings);
