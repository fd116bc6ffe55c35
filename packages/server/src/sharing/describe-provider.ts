import { stamps } from '../catalog/stamps.ts';
import { describeSharingIdentifier } from './sharing-identifier.ts';
import type { Provider } from './store.ts';

/** A provider as administrators see it: never its credential. */
export const describeProvider = (provider: Provider) => ({
  name: provider.name,
  authentication_type: provider.authentication_type,
  ...(provider.share_credentials_version === null
    ? {}
    : {
        recipient_profile: {
          share_credentials_version: provider.share_credentials_version,
          endpoint: provider.endpoint,
        },
      }),
  ...(provider.sharing_identifier === null ? {} : { data_provider_global_metastore_id: provider.sharing_identifier }),
  ...describeSharingIdentifier(provider.sharing_identifier),
  ...stamps(provider),
});
