import { randomUUID } from 'node:crypto';
import { startGcs } from '../../../test-services/gcs.ts';
import { type GcsSettings, parseGcsSettings } from '../gcs-settings.ts';
import { gcsEndpoint, gcsSigner } from '../gcs-signer.ts';
import {
  type CloudService,
  type CloudWriter,
  type EndOfCloud,
  entryFrom,
  nowhere,
  rememberingWriter,
  runFolder,
} from './cloud-service.ts';

const gcsWriter = (entry: GcsSettings, folder: string): CloudWriter => {
  const { settings, credential, covers } = parseGcsSettings(entry);
  const send = async (method: 'PUT' | 'DELETE', name: string, body?: Uint8Array): Promise<void> => {
    const life = { now: Date.now(), expiresAt: Date.now() + 60_000 };
    const [url = ''] = await gcsSigner(settings, credential, { bucket: covers.bucket, method, ...life })([
      `${folder}/${name}`,
    ]);
    const response = await fetch(url, { method, ...(body === undefined ? {} : { body: Buffer.from(body) }) });
    if (!response.ok) throw new Error(`${method} ${name} failed: ${response.status} ${await response.text()}`);
  };
  return { put: (name, body) => send('PUT', name, body), remove: name => send('DELETE', name) };
};

const gcsService = (entry: GcsSettings, end: EndOfCloud): CloudService => {
  const { bucket, prefix } = parseGcsSettings(entry).covers;
  const folder = runFolder(prefix);
  const writer = rememberingWriter(gcsWriter(entry, folder));
  const location = `gs://${bucket}`;
  const missing = `gs://boathouse-missing-${randomUUID()}`;
  const wrong = (more: Partial<GcsSettings>): CloudService['settings'] => ({ gcs: [{ ...entry, location, ...more }] });
  const { service_account: _, service_account_file: __, ...keyless } = entry;
  const wrongKey = { access_key_id: entry.access_key_id ?? 'GOOG1EUNKNOWN', secret_access_key: 'wrong-5ecret' };
  return {
    root: `${location}/${folder}`,
    settings: { gcs: [{ ...entry, location }] },
    bucketUrl: `${gcsEndpoint(entry)}/${bucket}`,
    secrets: [entry.secret_access_key ?? entry.service_account ?? '5ecret', '5ecret', 'X-Goog-Signature'],
    mistakes: [
      {
        title: 'a bucket that is not there',
        settings: wrong({ location: missing }),
        location: `${missing}/t`,
        code: 'BUCKET_MISSING',
        message: /\/boathouse-missing-\S+ answered 404 NoSuchBucket\. Check the name of the bucket/,
      },
      {
        title: 'a wrong key',
        settings: { gcs: [{ ...keyless, location, ...wrongKey }] },
        code: 'ACCESS_DENIED',
        message: /answered 403 \w+\. Check the key of the storage credential, or of the entry in the setting gcs/,
      },
      {
        title: 'no answer',
        settings: wrong({ endpoint: nowhere }),
        code: 'UNAVAILABLE',
        message: /no answer from http:\/\/127\.0\.0\.1:1\/\S+ \(ECONNREFUSED\)/,
      },
    ],
    put: writer.put,
    stop: () => end(writer.removeAll),
  };
};

/** Starts the double of Google Cloud Storage, unless `BOATHOUSE_TEST_GCS` names a real bucket. */
export const startGcsBy = (credential: 'hmac' | 'service-account') => async (): Promise<CloudService> => {
  const real = entryFrom<GcsSettings>('BOATHOUSE_TEST_GCS');
  if (real !== undefined) return gcsService(real, clean => clean());
  const { endpoint, accessKeyId, secretAccessKey, serviceAccount, stop } = await startGcs(['tables']);
  const key =
    credential === 'hmac'
      ? { access_key_id: accessKeyId, secret_access_key: secretAccessKey }
      : { service_account: serviceAccount };
  return gcsService({ location: 'gs://tables', endpoint, ...key }, stop);
};
