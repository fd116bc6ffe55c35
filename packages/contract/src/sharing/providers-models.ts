import { changeStamps, nextPageToken } from '../fields.ts';
import { described, Int64, Secret, Type } from '../schema.ts';
import { AuthenticationType } from './models.ts';

export const RecipientProfile = Type.Object(
  {
    bearer_token: Type.Optional(Secret({ description: 'The bearer token; always absent in answers.' })),
    endpoint: Type.Optional(Type.String({ description: 'URL of the sharing server.' })),
    share_credentials_version: Type.Optional(Int64({ description: 'Version of the profile format.' })),
  },
  { title: 'RecipientProfile', description: 'The parts of a profile file.' },
);

export const ProviderInfo = Type.Object(
  {
    authentication_type: Type.Optional(described(AuthenticationType, 'How this metastore signs in at the provider.')),
    cloud: Type.Optional(
      Type.String({ description: 'Cloud of the metastore of the provider; only with type DATABRICKS.' }),
    ),
    comment: Type.Optional(Type.String({ description: 'Free text for people.' })),
    ...changeStamps,
    data_provider_global_metastore_id: Type.Optional(
      Type.String({ description: 'Sharing identifier of the metastore of the provider; only with type DATABRICKS.' }),
    ),
    email_recipient_id: Type.Optional(Type.String({ description: 'Id of the invitation that was accepted.' })),
    metastore_id: Type.Optional(
      Type.String({ description: 'UUID of the metastore of the provider; only with type DATABRICKS.' }),
    ),
    name: Type.Optional(Type.String({ description: 'Name of the provider.' })),
    owner: Type.Optional(Type.String({ description: 'User name, application id or group name of the owner.' })),
    recipient_profile: Type.Optional(described(RecipientProfile, 'Where the provider is reached.')),
    recipient_profile_str: Type.Optional(
      Secret({ description: 'Always absent in answers: the profile holds the token.' }),
    ),
    region: Type.Optional(
      Type.String({ description: 'Region of the metastore of the provider; only with type DATABRICKS.' }),
    ),
  },
  { title: 'ProviderInfo', description: 'A provider, without its token.' },
);

export const TagKeyValue = Type.Object(
  {
    key: Type.Optional(Type.String({ description: 'Key of the tag.' })),
    value: Type.Optional(Type.String({ description: 'Value of the tag; may be absent.' })),
  },
  { title: 'TagKeyValue', description: 'A tag on an object.' },
);

export const ProviderShare = Type.Object(
  { name: Type.Optional(Type.String({ description: 'Name of the share.' })) },
  { title: 'ProviderShare', description: 'A share that a provider offers.' },
);

export const ListProvidersResponse = Type.Object(
  {
    providers: Type.Optional(
      Type.Array(ProviderInfo, { description: 'The providers of this page; absent when there are none.' }),
    ),
    next_page_token: nextPageToken,
  },
  { title: 'ListProvidersResponse', description: 'One page of the providers that the caller may see.' },
);

export const ListProviderSharesResponse = Type.Object(
  {
    shares: Type.Optional(
      Type.Array(ProviderShare, {
        description: 'The shares of the provider of this page; absent when there are none.',
      }),
    ),
    next_page_token: nextPageToken,
  },
  { title: 'ListProviderSharesResponse', description: 'One page of the shares of a provider.' },
);
