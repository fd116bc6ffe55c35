import { type Meaning, type RefusalMeanings, type StoreRequest, translateRefusal } from './store-refusal.ts';

const badKey: Meaning = {
  code: 'ACCESS_DENIED',
  check: 'Check the key of the storage credential, or of the entry in the setting gcs, and the clock of this machine.',
};

/** Error codes of the XML API that need more than their name. */
const meanings: RefusalMeanings = {
  byCode: {
    NoSuchBucket: {
      code: 'BUCKET_MISSING',
      check:
        'Check the name of the bucket, and endpoint of the storage credential, or of the entry in the setting gcs.',
    },
    AccessDenied: {
      code: 'ACCESS_DENIED',
      check:
        'Give the service account the role Storage Object Viewer on the bucket: it needs storage.objects.get and storage.objects.list.',
    },
    SignatureDoesNotMatch: badKey,
    InvalidSecurity: badKey,
    UserProjectMissing: { code: 'FAILED', check: 'Buckets whose readers pay are not supported.' },
  },
  denied: badKey,
  check: 'Check endpoint of the storage credential, or of the entry in the setting gcs.',
  checkNetwork: 'Check endpoint of the storage credential, or of the entry in the setting gcs, and the network.',
  // Emulators of the store say no more than 404.
  isAbsence: ({ status, code }) => code === 'NoSuchKey' || (status === 404 && code === ''),
};

/** What a failed request to Google Cloud Storage means: see {@link translateRefusal}. */
export const translateGcsError = (error: unknown, request: StoreRequest): Error =>
  translateRefusal(error, request, meanings);
