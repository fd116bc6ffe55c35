import { described, Enum, Int64, Secret, Type } from '../schema.ts';

export const AwsCredentials = Type.Object(
  {
    access_key_id: Type.Optional(Type.String({ description: 'Id of the key.' })),
    access_point: Type.Optional(Type.String({ description: 'ARN of the access point to use, if any.' })),
    secret_access_key: Type.Optional(Secret({ description: 'Secret of the key.' })),
    session_token: Type.Optional(Secret({ description: 'Token that goes with the key.' })),
  },
  { title: 'AwsCredentials', description: 'Temporary credentials of AWS.' },
);

export const AzureActiveDirectoryToken = Type.Object(
  { aad_token: Type.Optional(Secret({ description: 'The token, to be sent as bearer.' })) },
  { title: 'AzureActiveDirectoryToken', description: 'A token of Entra ID.' },
);

export const AzureUserDelegationSas = Type.Object(
  { sas_token: Type.Optional(Secret({ description: 'The signature, as query string without `?`.' })) },
  { title: 'AzureUserDelegationSas', description: 'A shared access signature for Azure storage.' },
);

export const GcpOauthToken = Type.Object(
  { oauth_token: Type.Optional(Secret({ description: 'The token, to be sent as bearer.' })) },
  { title: 'GcpOauthToken', description: 'A token for Google Cloud.' },
);

export const R2Credentials = Type.Object(
  {
    access_key_id: Type.Optional(Type.String({ description: 'Id of the key.' })),
    secret_access_key: Type.Optional(Secret({ description: 'Secret of the key.' })),
    session_token: Type.Optional(Secret({ description: 'Token that goes with the key.' })),
  },
  { title: 'R2Credentials', description: 'Temporary credentials of Cloudflare R2.' },
);

export const UcEncryptedToken = Type.Object(
  { encrypted_payload: Type.Optional(Secret({ description: 'The encrypted token.' })) },
  { title: 'UcEncryptedToken', description: 'An encrypted token for engines of Databricks.' },
);

export const GenerateTemporaryTableCredentialResponse = Type.Object(
  {
    aws_temp_credentials: Type.Optional(described(AwsCredentials, 'Credentials for S3.')),
    azure_aad: Type.Optional(described(AzureActiveDirectoryToken, 'A token of Entra ID.')),
    azure_user_delegation_sas: Type.Optional(
      described(AzureUserDelegationSas, 'A shared access signature for Azure storage.'),
    ),
    expiration_time: Type.Optional(Int64({ description: 'When the credential ends, in milliseconds since 1970.' })),
    gcp_oauth_token: Type.Optional(described(GcpOauthToken, 'A token for Google Cloud Storage.')),
    r2_temp_credentials: Type.Optional(described(R2Credentials, 'Credentials for Cloudflare R2.')),
    uc_encrypted_token: Type.Optional(described(UcEncryptedToken, 'An encrypted token for engines of Databricks.')),
    url: Type.Optional(Type.String({ description: 'URL of the folder that the credential opens.' })),
  },
  {
    title: 'GenerateTemporaryTableCredentialResponse',
    description: 'A short-lived cloud credential. Exactly one kind is set.',
  },
);

export const TableOperation = Enum(['READ', 'READ_WRITE'], {
  title: 'TableOperation',
  description: 'What a credential for a table must allow.',
});
