import { audit } from './audit/audit.ts';
import { catalogs } from './catalog/catalogs.ts';
import { externalLocations } from './catalog/external-locations.ts';
import { grants } from './catalog/grants.ts';
import { metastores } from './catalog/metastores.ts';
import { schemas } from './catalog/schemas.ts';
import { storageCredentials } from './catalog/storage-credentials.ts';
import { tables } from './catalog/tables.ts';
import { temporaryPathCredentials } from './catalog/temporary-path-credentials.ts';
import { temporaryTableCredentials } from './catalog/temporary-table-credentials.ts';
import { volumes } from './catalog/volumes.ts';
import { clusters } from './clusters/clusters.ts';
import { deltaSharing } from './delta-sharing/delta-sharing.ts';
import { currentUser } from './identity/current-user.ts';
import { groups } from './identity/groups.ts';
import { scim } from './identity/scim.ts';
import { servicePrincipalSecretsProxy } from './identity/service-principal-secrets-proxy.ts';
import { servicePrincipals } from './identity/service-principals.ts';
import { users } from './identity/users.ts';
import { consumerFulfillments } from './marketplace/consumer-fulfillments.ts';
import { consumerInstallations } from './marketplace/consumer-installations.ts';
import { consumerListings } from './marketplace/consumer-listings.ts';
import { consumerPersonalizationRequests } from './marketplace/consumer-personalization-requests.ts';
import { consumerProviders } from './marketplace/consumer-providers.ts';
import { providerExchangeFilters } from './marketplace/provider-exchange-filters.ts';
import { providerExchanges } from './marketplace/provider-exchanges.ts';
import { providerFiles } from './marketplace/provider-files.ts';
import { providerListings } from './marketplace/provider-listings.ts';
import { providerPersonalizationRequests } from './marketplace/provider-personalization-requests.ts';
import { providerProviderAnalyticsDashboards } from './marketplace/provider-provider-analytics-dashboards.ts';
import { providerProviders } from './marketplace/provider-providers.ts';
import { selfTestPartners } from './partner-connect/self-test-partners.ts';
import { permissions } from './permissions/permissions.ts';
import { keys } from './secrets/keys.ts';
import { secrets } from './secrets/secrets.ts';
import { providers } from './sharing/providers.ts';
import { recipientActivation } from './sharing/recipient-activation.ts';
import { recipientFederationPolicies } from './sharing/recipient-federation-policies.ts';
import { recipients } from './sharing/recipients.ts';
import { shares } from './sharing/shares.ts';
import { statementExecution } from './sql/statement-execution.ts';
import { warehouses } from './sql/warehouses.ts';
import { tokenManagement } from './tokens/token-management.ts';
import { tokens } from './tokens/tokens.ts';
import { workspaceConf } from './tokens/workspace-conf.ts';

/** Spelt out so that the declaration file refers to each service instead of repeating all that is in it. */
type Services = {
  readonly audit: typeof audit;
  readonly servicePrincipals: typeof servicePrincipals;
  readonly groups: typeof groups;
  readonly users: typeof users;
  readonly currentUser: typeof currentUser;
  readonly scim: typeof scim;
  readonly servicePrincipalSecretsProxy: typeof servicePrincipalSecretsProxy;
  readonly permissions: typeof permissions;
  readonly tokens: typeof tokens;
  readonly tokenManagement: typeof tokenManagement;
  readonly workspaceConf: typeof workspaceConf;
  readonly secrets: typeof secrets;
  readonly keys: typeof keys;
  readonly catalogs: typeof catalogs;
  readonly schemas: typeof schemas;
  readonly tables: typeof tables;
  readonly volumes: typeof volumes;
  readonly grants: typeof grants;
  readonly metastores: typeof metastores;
  readonly storageCredentials: typeof storageCredentials;
  readonly externalLocations: typeof externalLocations;
  readonly temporaryPathCredentials: typeof temporaryPathCredentials;
  readonly temporaryTableCredentials: typeof temporaryTableCredentials;
  readonly shares: typeof shares;
  readonly recipients: typeof recipients;
  readonly providers: typeof providers;
  readonly recipientActivation: typeof recipientActivation;
  readonly recipientFederationPolicies: typeof recipientFederationPolicies;
  readonly deltaSharing: typeof deltaSharing;
  readonly warehouses: typeof warehouses;
  readonly statementExecution: typeof statementExecution;
  readonly clusters: typeof clusters;
  readonly consumerFulfillments: typeof consumerFulfillments;
  readonly consumerInstallations: typeof consumerInstallations;
  readonly consumerListings: typeof consumerListings;
  readonly consumerPersonalizationRequests: typeof consumerPersonalizationRequests;
  readonly consumerProviders: typeof consumerProviders;
  readonly providerExchangeFilters: typeof providerExchangeFilters;
  readonly providerExchanges: typeof providerExchanges;
  readonly providerFiles: typeof providerFiles;
  readonly providerListings: typeof providerListings;
  readonly providerPersonalizationRequests: typeof providerPersonalizationRequests;
  readonly providerProviderAnalyticsDashboards: typeof providerProviderAnalyticsDashboards;
  readonly providerProviders: typeof providerProviders;
  readonly selfTestPartners: typeof selfTestPartners;
};

/** Every service of a workspace by its name, in the order of the domains. */
export const services: Services = {
  audit,
  servicePrincipals,
  groups,
  users,
  currentUser,
  scim,
  servicePrincipalSecretsProxy,
  permissions,
  tokens,
  tokenManagement,
  workspaceConf,
  secrets,
  keys,
  catalogs,
  schemas,
  tables,
  volumes,
  grants,
  metastores,
  storageCredentials,
  externalLocations,
  temporaryPathCredentials,
  temporaryTableCredentials,
  shares,
  recipients,
  providers,
  recipientActivation,
  recipientFederationPolicies,
  deltaSharing,
  warehouses,
  statementExecution,
  clusters,
  consumerFulfillments,
  consumerInstallations,
  consumerListings,
  consumerPersonalizationRequests,
  consumerProviders,
  providerExchangeFilters,
  providerExchanges,
  providerFiles,
  providerListings,
  providerPersonalizationRequests,
  providerProviderAnalyticsDashboards,
  providerProviders,
  selfTestPartners,
};
