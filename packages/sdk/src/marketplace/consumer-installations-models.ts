// Made by `npm run generate` from packages/contract. Change it there.

import type { Open } from '../open.ts';
import type { DeltaSharingRecipientType } from './models.ts';

/** Connection to create when a listing of an MCP server is installed. */
export interface InstallListingMcpConnectionDetail {
  /** Name of the connection to create; must be free. */
  connection_name: string;
  /** Path of the MCP endpoint on the host; absent means what the listing says. */
  base_path?: string;
  /** Token that the connection presents to the MCP server; absent when it uses OAuth or none. */
  bearer_token?: string;
  /** Catalog that the MCP service is placed in; absent leaves the choice to the server. */
  catalog?: string;
  /** Host of the MCP server; absent means what the listing says. */
  host?: string;
  /** Name of the MCP service to register; absent means the connection's name. */
  mcp_service_name?: string;
  /** OAuth client that the connection signs in with; absent when it uses a token or none. */
  oauth_credentials?: InstallListingMcpConnectionDetailOauthCredentials;
  /** Schema in `catalog` that the MCP service is placed in. */
  schema?: string;
}

/** OAuth client of a connection to an MCP server. */
export interface InstallListingMcpConnectionDetailOauthCredentials {
  /** Identifier of the OAuth client at the MCP server's authorization server. */
  client_id: string;
  /** Secret of the OAuth client; stored sealed and never returned. */
  client_secret: string;
}

/** Answer to the installation of a listing. */
export interface Installation {
  /** The installation as it stands now, including a new token when there is one. */
  installation?: InstallationDetail;
}

/** A listing installed by a consumer. */
export interface InstallationDetail {
  /** Catalog that shows the share to the consumer; absent for open recipients and repositories. */
  catalog_name?: string;
  /** Why the installation failed; absent while it works. */
  error_message?: string;
  /** Identifier of the installation, chosen by the server. */
  id?: string;
  /** When it was installed, in milliseconds since 1970; set by the server. */
  installed_on?: number;
  /** Identifier of the listing that was installed. */
  listing_id?: string;
  /** Name of the listing, as it was at the installation. */
  listing_name?: string;
  /** How the data is read: by a Databricks workspace or with a token. */
  recipient_type?: Open<DeltaSharingRecipientType>;
  /** Name of the installed repository; absent for data listings. */
  repo_name?: string;
  /** Workspace path of the installed repository; absent for data listings. */
  repo_path?: string;
  /** Share that was installed; absent for repositories. */
  share_name?: string;
  /** Whether the installation works or failed. */
  status?: Open<InstallationStatus>;
  /** Credential of an open recipient; present only in the answer that made it, and never again. */
  token_detail?: TokenDetail;
  /** Tokens of the open recipient, without their values; absent for Databricks recipients. */
  tokens?: readonly TokenInfo[];
}

/** Whether an installation works or failed; `error_message` then says why. */
export type InstallationStatus = 'FAILED' | 'INSTALLED';

/** One page of the installations that the caller may see. */
export interface ListInstallationsResponse {
  /** The installations of this page; absent when there are none. */
  installations?: readonly InstallationDetail[];
  /** Send it as `page_token` to get the next page; absent or empty on the last page. */
  next_page_token?: string;
}

/** One page of the installations of the listing that the caller may see. */
export interface ListListingInstallationsResponse {
  /** The installations of the listing of this page; absent when there are none. */
  installations?: readonly InstallationDetail[];
  /** Send it as `page_token` to get the next page; absent or empty on the last page. */
  next_page_token?: string;
}

/** Where the repository of a listing is installed. */
export interface RepoInstallation {
  /** Name that the consumer gives to the installed repository. */
  repo_name: string;
  /** Workspace path at which the repository is installed. */
  repo_path: string;
}

/** Credential of an open recipient, in the form of a Delta Sharing profile with camelCase names. */
export interface TokenDetail {
  /** Token that the recipient presents to the sharing server as bearer credential. */
  bearerToken?: string;
  /** Base URL of the Delta Sharing server to read from. */
  endpoint?: string;
  /** When the token stops working, as an ISO 8601 timestamp; absent when it does not expire. */
  expirationTime?: string;
  /** Version of the profile format, 1 for bearer tokens. */
  shareCredentialsVersion?: number;
}

/** A token of an open recipient, without its value. */
export interface TokenInfo {
  /** Link that gives the credential once; anybody who holds the link can take it. */
  activation_url?: string;
  /** When the object was created, in milliseconds since 1970. */
  created_at?: number;
  /** User name or application id of whoever created the object. */
  created_by?: string;
  /** When the object was last changed, in milliseconds since 1970. */
  updated_at?: number;
  /** User name or application id of whoever changed the object last. */
  updated_by?: string;
  /** When the token stops working, in milliseconds since 1970; absent when it does not expire. */
  expiration_time?: number;
  /** Identifier of the token; it authenticates nobody. */
  id?: string;
}

/** Answer to the update of an installation. */
export interface UpdateInstallationResponse {
  /** The installation after the change, including a new token when there is one. */
  installation?: InstallationDetail;
}
