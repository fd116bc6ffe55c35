import { LabError } from './lab-error.ts';
import { objectStorage, prefixOf } from './objects.ts';
import type { Storage, StorageOptions } from './storage.ts';

/** Opens a folder in a container. The credential is `AZURE_STORAGE_CONNECTION_STRING`, as for the Azure CLI. */
export const openAzureStorage = async (options: StorageOptions): Promise<Storage> => {
  const { root, timeout } = options;
  const connection = process.env['AZURE_STORAGE_CONNECTION_STRING'];
  if (!connection) {
    throw new LabError(
      'To write to Azure, put the connection string of the account into AZURE_STORAGE_CONNECTION_STRING.',
    );
  }
  // Here, because few runs need it and it takes its time.
  const { BlobServiceClient } = await import('@azure/storage-blob');
  const open = () => {
    try {
      return BlobServiceClient.fromConnectionString(connection, { retryOptions: { maxTries: 2 } });
    } catch {
      throw new LabError('AZURE_STORAGE_CONNECTION_STRING holds no connection string of a storage account.');
    }
  };
  const service = open();
  const [account] = root.host.split('.');
  if (service.accountName !== account) {
    throw new LabError(
      `The storage is of the account ${account}, and AZURE_STORAGE_CONNECTION_STRING of ${service.accountName}.`,
    );
  }
  const container = service.getContainerClient(root.username);
  const limit = () => ({ abortSignal: AbortSignal.timeout(timeout) });
  const prefix = prefixOf(options);
  return objectStorage(`abfss://${root.username}@${root.host}/${prefix}`, prefix, {
    put: (key, content) => container.getBlockBlobClient(key).uploadData(content, limit()),
    delete: key => container.getBlockBlobClient(key).deleteIfExists(limit()),
  });
};
