// Made by `npm run generate` from packages/contract. Change it there.

import { AuditApi } from './audit/audit.ts';
import type { Send } from './call.ts';
import { CatalogsApi } from './catalog/catalogs.ts';
import { ExternalLocationsApi } from './catalog/external-locations.ts';
import { GrantsApi } from './catalog/grants.ts';
import { MetastoresApi } from './catalog/metastores.ts';
import { SchemasApi } from './catalog/schemas.ts';
import { StorageCredentialsApi } from './catalog/storage-credentials.ts';
import { TablesApi } from './catalog/tables.ts';
import { TemporaryPathCredentialsApi } from './catalog/temporary-path-credentials.ts';
import { TemporaryTableCredentialsApi } from './catalog/temporary-table-credentials.ts';
import { VolumesApi } from './catalog/volumes.ts';
import { ClustersApi } from './clusters/clusters.ts';
import { CurrentUserApi } from './identity/current-user.ts';
import { GroupsApi } from './identity/groups.ts';
import { ScimApi } from './identity/scim.ts';
import { ServicePrincipalSecretsProxyApi } from './identity/service-principal-secrets-proxy.ts';
import { ServicePrincipalsApi } from './identity/service-principals.ts';
import { UsersApi } from './identity/users.ts';
import { ConsumerFulfillmentsApi } from './marketplace/consumer-fulfillments.ts';
import { ConsumerInstallationsApi } from './marketplace/consumer-installations.ts';
import { ConsumerListingsApi } from './marketplace/consumer-listings.ts';
import { ConsumerPersonalizationRequestsApi } from './marketplace/consumer-personalization-requests.ts';
import { ConsumerProvidersApi } from './marketplace/consumer-providers.ts';
import { ProviderExchangeFiltersApi } from './marketplace/provider-exchange-filters.ts';
import { ProviderExchangesApi } from './marketplace/provider-exchanges.ts';
import { ProviderFilesApi } from './marketplace/provider-files.ts';
import { ProviderListingsApi } from './marketplace/provider-listings.ts';
import { ProviderPersonalizationRequestsApi } from './marketplace/provider-personalization-requests.ts';
import { ProviderProviderAnalyticsDashboardsApi } from './marketplace/provider-provider-analytics-dashboards.ts';
import { ProviderProvidersApi } from './marketplace/provider-providers.ts';
import { SelfTestPartnersApi } from './partner-connect/self-test-partners.ts';
import { PermissionsApi } from './permissions/permissions.ts';
import { KeysApi } from './secrets/keys.ts';
import { SecretsApi } from './secrets/secrets.ts';
import { ProvidersApi } from './sharing/providers.ts';
import { RecipientActivationApi } from './sharing/recipient-activation.ts';
import { RecipientFederationPoliciesApi } from './sharing/recipient-federation-policies.ts';
import { RecipientsApi } from './sharing/recipients.ts';
import { SharesApi } from './sharing/shares.ts';
import { StatementExecutionApi } from './sql/statement-execution.ts';
import { WarehousesApi } from './sql/warehouses.ts';
import { TokenManagementApi } from './tokens/token-management.ts';
import { TokensApi } from './tokens/tokens.ts';
import { WorkspaceConfApi } from './tokens/workspace-conf.ts';

/** The services of a workspace. */
export class Services {
  /** Reads and verifies the audit trail: every change, every denial, every read by a recipient. */
  readonly audit: AuditApi;
  /** Service principals, the identities of programs, by the SCIM 2.0 protocol. */
  readonly servicePrincipals: ServicePrincipalsApi;
  /** Groups of users, service principals and other groups, by the SCIM 2.0 protocol. */
  readonly groups: GroupsApi;
  /** Users, the identities of people, by the SCIM 2.0 protocol, and who may sign in by password. */
  readonly users: UsersApi;
  /** The principal that a request's credential belongs to. */
  readonly currentUser: CurrentUserApi;
  /** What of SCIM 2.0 the workspace has, for identity providers to find out. */
  readonly scim: ScimApi;
  /** OAuth secrets with which service principals obtain access tokens by the client credentials grant. */
  readonly servicePrincipalSecretsProxy: ServicePrincipalSecretsProxyApi;
  /** Access control lists of workspace objects such as clusters, warehouses and tokens. */
  readonly permissions: PermissionsApi;
  /** Administers the caller's own personal access tokens. */
  readonly tokens: TokensApi;
  /** Administers the tokens of all principals, and who may have tokens. */
  readonly tokenManagement: TokenManagementApi;
  /** Settings of the workspace that administrators change. */
  readonly workspaceConf: WorkspaceConfApi;
  /** Administers secret scopes, the secrets in them, and who may read or change them. */
  readonly secrets: SecretsApi;
  /** Shows and rotates the keys that the workspace seals secrets and signs tokens with. */
  readonly keys: KeysApi;
  /**
   * Administers catalogs, the first level of the three-level namespace, including catalogs that mount a share of a
   * provider.
   */
  readonly catalogs: CatalogsApi;
  /** Administers schemas, the second level of the namespace, which hold tables, views and volumes. */
  readonly schemas: SchemasApi;
  /** Registers Delta tables that live in object stores, and shows tables and views with their columns. */
  readonly tables: TablesApi;
  /** Administers volumes, which are governed folders of files beside the tables of a schema. */
  readonly volumes: VolumesApi;
  /** Grants and revokes privileges on catalog objects, and shows who holds which. */
  readonly grants: GrantsApi;
  /** Shows and configures the metastore of the workspace, the root of all catalogs, shares and recipients. */
  readonly metastores: MetastoresApi;
  /** Keeps the cloud identities by which the workspace reaches object stores. */
  readonly storageCredentials: StorageCredentialsApi;
  /** Administers external locations: URLs of object stores together with the credential that opens them. */
  readonly externalLocations: ExternalLocationsApi;
  /** Hands short-lived cloud credentials for one path of an external location to external engines. */
  readonly temporaryPathCredentials: TemporaryPathCredentialsApi;
  /** Hands short-lived cloud credentials for the files of one table to external engines. */
  readonly temporaryTableCredentials: TemporaryTableCredentialsApi;
  /** Administers shares: what a provider offers, and which recipients may read it. */
  readonly shares: SharesApi;
  /** Administers recipients: the outside parties that shares are granted to, and their tokens. */
  readonly recipients: RecipientsApi;
  /** Administers providers: outside parties whose shares this metastore may mount. */
  readonly providers: ProvidersApi;
  /** Turns an activation link into the credential of a recipient. */
  readonly recipientActivation: RecipientActivationApi;
  /** Administers which tokens of outside identity providers a recipient may sign in with. */
  readonly recipientFederationPolicies: RecipientFederationPoliciesApi;
  /** Administers SQL warehouses: the compute that runs SQL statements, who may use it, and workspace-wide defaults. */
  readonly warehouses: WarehousesApi;
  /** Runs SQL statements on a warehouse and hands out their results, inline or as links. */
  readonly statementExecution: StatementExecutionApi;
  /** Administers Spark clusters: their configuration, their life cycle, their events, and who may use them. */
  readonly clusters: ClustersApi;
  /** What a marketplace listing delivers and how a consumer comes by it. */
  readonly consumerFulfillments: ConsumerFulfillmentsApi;
  /** Marketplace listings that a consumer has installed. */
  readonly consumerInstallations: ConsumerInstallationsApi;
  /** Marketplace listings as a consumer sees them: published ones, public or in the consumer's exchanges. */
  readonly consumerListings: ConsumerListingsApi;
  /** Requests of consumers for access to personalized marketplace listings. */
  readonly consumerPersonalizationRequests: ConsumerPersonalizationRequestsApi;
  /** Marketplace providers as a consumer sees them: those with at least one visible listing. */
  readonly consumerProviders: ConsumerProvidersApi;
  /** Filters that say which metastores are members of a private exchange. */
  readonly providerExchangeFilters: ProviderExchangeFiltersApi;
  /** Private exchanges, through which a provider shows listings to chosen consumers only. */
  readonly providerExchanges: ProviderExchangesApi;
  /** Files that providers show with profiles and listings: icons, notebooks, screenshots and attachments. */
  readonly providerFiles: ProviderFilesApi;
  /** Marketplace listings as their provider administers them. */
  readonly providerListings: ProviderListingsApi;
  /** Requests for access to personalized listings, as their provider answers them. */
  readonly providerPersonalizationRequests: ProviderPersonalizationRequestsApi;
  /** The dashboard on which a provider sees how its marketplace listings are used. */
  readonly providerProviderAnalyticsDashboards: ProviderProviderAnalyticsDashboardsApi;
  /** Profiles under which providers appear in the marketplace. */
  readonly providerProviders: ProviderProvidersApi;
  /**
   * Registers a Partner Connect integration under development, so that its makers can test it in their own workspace.
   */
  readonly selfTestPartners: SelfTestPartnersApi;

  constructor(send: Send) {
    this.audit = new AuditApi(send);
    this.servicePrincipals = new ServicePrincipalsApi(send);
    this.groups = new GroupsApi(send);
    this.users = new UsersApi(send);
    this.currentUser = new CurrentUserApi(send);
    this.scim = new ScimApi(send);
    this.servicePrincipalSecretsProxy = new ServicePrincipalSecretsProxyApi(send);
    this.permissions = new PermissionsApi(send);
    this.tokens = new TokensApi(send);
    this.tokenManagement = new TokenManagementApi(send);
    this.workspaceConf = new WorkspaceConfApi(send);
    this.secrets = new SecretsApi(send);
    this.keys = new KeysApi(send);
    this.catalogs = new CatalogsApi(send);
    this.schemas = new SchemasApi(send);
    this.tables = new TablesApi(send);
    this.volumes = new VolumesApi(send);
    this.grants = new GrantsApi(send);
    this.metastores = new MetastoresApi(send);
    this.storageCredentials = new StorageCredentialsApi(send);
    this.externalLocations = new ExternalLocationsApi(send);
    this.temporaryPathCredentials = new TemporaryPathCredentialsApi(send);
    this.temporaryTableCredentials = new TemporaryTableCredentialsApi(send);
    this.shares = new SharesApi(send);
    this.recipients = new RecipientsApi(send);
    this.providers = new ProvidersApi(send);
    this.recipientActivation = new RecipientActivationApi(send);
    this.recipientFederationPolicies = new RecipientFederationPoliciesApi(send);
    this.warehouses = new WarehousesApi(send);
    this.statementExecution = new StatementExecutionApi(send);
    this.clusters = new ClustersApi(send);
    this.consumerFulfillments = new ConsumerFulfillmentsApi(send);
    this.consumerInstallations = new ConsumerInstallationsApi(send);
    this.consumerListings = new ConsumerListingsApi(send);
    this.consumerPersonalizationRequests = new ConsumerPersonalizationRequestsApi(send);
    this.consumerProviders = new ConsumerProvidersApi(send);
    this.providerExchangeFilters = new ProviderExchangeFiltersApi(send);
    this.providerExchanges = new ProviderExchangesApi(send);
    this.providerFiles = new ProviderFilesApi(send);
    this.providerListings = new ProviderListingsApi(send);
    this.providerPersonalizationRequests = new ProviderPersonalizationRequestsApi(send);
    this.providerProviderAnalyticsDashboards = new ProviderProviderAnalyticsDashboardsApi(send);
    this.providerProviders = new ProviderProvidersApi(send);
    this.selfTestPartners = new SelfTestPartnersApi(send);
  }
}
