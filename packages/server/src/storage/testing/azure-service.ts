import { BlobServiceClient, StorageSharedKeyCredential } from '@azure/storage-blob';
import { findAzurite, startAzurite } from '../../../test-services/azurite.ts';
import { type AzureSettings, accountUrl, parseAzureSettings } from '../azure-settings.ts';
import {
  type CloudService,
  type EndOfCloud,
  entryFrom,
  nowhere,
  rememberingWriter,
  runFolder,
} from './cloud-service.ts';

const azureService = (entry: AzureSettings, accountKey: string, end: EndOfCloud): CloudService => {
  const { covers } = parseAzureSettings(entry);
  const { account, domain, container, prefix } = covers;
  const url = accountUrl(covers, entry);
  const folder = runFolder(prefix);
  const client = new BlobServiceClient(url, new StorageSharedKeyCredential(account, accountKey)).getContainerClient(
    container,
  );
  const writer = rememberingWriter({
    put: async (name, body) => {
      await client.getBlockBlobClient(`${folder}/${name}`).uploadData(body);
    },
    remove: async name => {
      await client.deleteBlob(`${folder}/${name}`);
    },
  });
  const host = `${account}.dfs.${domain}`;
  const location = `abfss://${container}@${host}`;
  const missing = `abfss://boathouse-missing@${host}`;
  const wrongKey = Buffer.alloc(64, 1).toString('base64');
  const wrong = (more: Partial<AzureSettings>): CloudService['settings'] => ({
    azure_storage: [{ ...entry, location, ...more }],
  });
  return {
    root: `${location}/${folder}`,
    settings: { azure_storage: [{ ...entry, location }] },
    bucketUrl: `${url}/${container}`,
    secrets: [accountKey, wrongKey, 'sig='],
    mistakes: [
      {
        title: 'a container that is not there',
        settings: wrong({ location: missing }),
        location: `${missing}/t`,
        code: 'BUCKET_MISSING',
        message: /\/boathouse-missing answered 404 ContainerNotFound\. Check the names/,
      },
      {
        title: 'a wrong key',
        settings: wrong({ account_key: wrongKey }),
        code: 'ACCESS_DENIED',
        message: /answered 403 Auth\w+Fail\w+\. Check the key or application of /,
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

/** Starts Azurite, unless `BOATHOUSE_TEST_AZURE` names a real container. */
export const startAzure = async (): Promise<CloudService> => {
  const real = entryFrom<AzureSettings>('BOATHOUSE_TEST_AZURE');
  if (real !== undefined) return azureService(real, real.account_key ?? '', clean => clean());
  const { endpoint, account, accountKey, stop } = await startAzurite(findAzurite() ?? '');
  const client = new BlobServiceClient(endpoint, new StorageSharedKeyCredential(account, accountKey));
  await client.createContainer('tables');
  const location = `abfss://tables@${account}.dfs.core.windows.net`;
  return azureService({ location, endpoint, account_key: accountKey }, accountKey, stop);
};
