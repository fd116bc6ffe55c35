import { changeStamps, nextPageToken } from '../fields.ts';
import { described, Enum, Int64, Secret, Type } from '../schema.ts';
import { DeltaSharingRecipientType } from './models.ts';

export const InstallationStatus = Enum(['FAILED', 'INSTALLED'], {
  title: 'InstallationStatus',
  description: 'Whether an installation works or failed; `error_message` then says why.',
});

export const TokenDetail = Type.Object(
  {
    bearerToken: Type.Optional(
      Secret({ description: 'Token that the recipient presents to the sharing server as bearer credential.' }),
    ),
    endpoint: Type.Optional(Type.String({ description: 'Base URL of the Delta Sharing server to read from.' })),
    expirationTime: Type.Optional(
      Type.String({
        description: 'When the token stops working, as an ISO 8601 timestamp; absent when it does not expire.',
      }),
    ),
    shareCredentialsVersion: Type.Optional(
      Int64({ description: 'Version of the profile format, 1 for bearer tokens.' }),
    ),
  },
  {
    title: 'TokenDetail',
    description: 'Credential of an open recipient, in the form of a Delta Sharing profile with camelCase names.',
  },
);

export const TokenInfo = Type.Object(
  {
    activation_url: Type.Optional(
      Secret({ description: 'Link that gives the credential once; anybody who holds the link can take it.' }),
    ),
    ...changeStamps,
    expiration_time: Type.Optional(
      Int64({
        description: 'When the token stops working, in milliseconds since 1970; absent when it does not expire.',
      }),
    ),
    id: Type.Optional(Type.String({ description: 'Identifier of the token; it authenticates nobody.' })),
  },
  { title: 'TokenInfo', description: 'A token of an open recipient, without its value.' },
);

export const InstallationDetail = Type.Object(
  {
    catalog_name: Type.Optional(
      Type.String({
        description: 'Catalog that shows the share to the consumer; absent for open recipients and repositories.',
      }),
    ),
    error_message: Type.Optional(Type.String({ description: 'Why the installation failed; absent while it works.' })),
    id: Type.Optional(Type.String({ description: 'Identifier of the installation, chosen by the server.' })),
    installed_on: Type.Optional(
      Int64({ description: 'When it was installed, in milliseconds since 1970; set by the server.' }),
    ),
    listing_id: Type.Optional(Type.String({ description: 'Identifier of the listing that was installed.' })),
    listing_name: Type.Optional(Type.String({ description: 'Name of the listing, as it was at the installation.' })),
    recipient_type: Type.Optional(
      described(DeltaSharingRecipientType, 'How the data is read: by a Databricks workspace or with a token.'),
    ),
    repo_name: Type.Optional(
      Type.String({ description: 'Name of the installed repository; absent for data listings.' }),
    ),
    repo_path: Type.Optional(
      Type.String({ description: 'Workspace path of the installed repository; absent for data listings.' }),
    ),
    share_name: Type.Optional(Type.String({ description: 'Share that was installed; absent for repositories.' })),
    status: Type.Optional(described(InstallationStatus, 'Whether the installation works or failed.')),
    token_detail: Type.Optional(
      described(
        TokenDetail,
        'Credential of an open recipient; present only in the answer that made it, and never again.',
      ),
    ),
    tokens: Type.Optional(
      Type.Array(TokenInfo, {
        description: 'Tokens of the open recipient, without their values; absent for Databricks recipients.',
      }),
    ),
  },
  { title: 'InstallationDetail', description: 'A listing installed by a consumer.' },
);

export const Installation = Type.Object(
  {
    installation: Type.Optional(
      described(InstallationDetail, 'The installation as it stands now, including a new token when there is one.'),
    ),
  },
  { title: 'Installation', description: 'Answer to the installation of a listing.' },
);

export const InstallListingMcpConnectionDetailOauthCredentials = Type.Object(
  {
    client_id: Type.String({ description: "Identifier of the OAuth client at the MCP server's authorization server." }),
    client_secret: Secret({ description: 'Secret of the OAuth client; stored sealed and never returned.' }),
  },
  {
    title: 'InstallListingMcpConnectionDetailOauthCredentials',
    description: 'OAuth client of a connection to an MCP server.',
  },
);

export const InstallListingMcpConnectionDetail = Type.Object(
  {
    connection_name: Type.String({ description: 'Name of the connection to create; must be free.' }),
    base_path: Type.Optional(
      Type.String({ description: 'Path of the MCP endpoint on the host; absent means what the listing says.' }),
    ),
    bearer_token: Type.Optional(
      Secret({
        description: 'Token that the connection presents to the MCP server; absent when it uses OAuth or none.',
      }),
    ),
    catalog: Type.Optional(
      Type.String({
        description: 'Catalog that the MCP service is placed in; absent leaves the choice to the server.',
      }),
    ),
    host: Type.Optional(Type.String({ description: 'Host of the MCP server; absent means what the listing says.' })),
    mcp_service_name: Type.Optional(
      Type.String({ description: "Name of the MCP service to register; absent means the connection's name." }),
    ),
    oauth_credentials: Type.Optional(
      described(
        InstallListingMcpConnectionDetailOauthCredentials,
        'OAuth client that the connection signs in with; absent when it uses a token or none.',
      ),
    ),
    schema: Type.Optional(Type.String({ description: 'Schema in `catalog` that the MCP service is placed in.' })),
  },
  {
    title: 'InstallListingMcpConnectionDetail',
    description: 'Connection to create when a listing of an MCP server is installed.',
  },
);

export const RepoInstallation = Type.Object(
  {
    repo_name: Type.String({ description: 'Name that the consumer gives to the installed repository.' }),
    repo_path: Type.String({ description: 'Workspace path at which the repository is installed.' }),
  },
  { title: 'RepoInstallation', description: 'Where the repository of a listing is installed.' },
);

export const UpdateInstallationResponse = Type.Object(
  {
    installation: Type.Optional(
      described(InstallationDetail, 'The installation after the change, including a new token when there is one.'),
    ),
  },
  { title: 'UpdateInstallationResponse', description: 'Answer to the update of an installation.' },
);

export const ListInstallationsResponse = Type.Object(
  {
    installations: Type.Optional(
      Type.Array(InstallationDetail, { description: 'The installations of this page; absent when there are none.' }),
    ),
    next_page_token: nextPageToken,
  },
  { title: 'ListInstallationsResponse', description: 'One page of the installations that the caller may see.' },
);

export const ListListingInstallationsResponse = Type.Object(
  {
    installations: Type.Optional(
      Type.Array(InstallationDetail, {
        description: 'The installations of the listing of this page; absent when there are none.',
      }),
    ),
    next_page_token: nextPageToken,
  },
  {
    title: 'ListListingInstallationsResponse',
    description: 'One page of the installations of the listing that the caller may see.',
  },
);
