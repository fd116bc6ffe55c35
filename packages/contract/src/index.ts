export { audit } from './audit/audit.ts';
export { catalogs } from './catalog/catalogs.ts';
export { externalLocations } from './catalog/external-locations.ts';
export { grants } from './catalog/grants.ts';
export { metastores } from './catalog/metastores.ts';
export { schemas } from './catalog/schemas.ts';
export { storageCredentials } from './catalog/storage-credentials.ts';
export { tables } from './catalog/tables.ts';
export { temporaryPathCredentials } from './catalog/temporary-path-credentials.ts';
export { temporaryTableCredentials } from './catalog/temporary-table-credentials.ts';
export { volumes } from './catalog/volumes.ts';
export { clusters } from './clusters/clusters.ts';
export { deltaSharing } from './delta-sharing/delta-sharing.ts';
export { type Domain, domains } from './domains.ts';
export { commonErrors, type ErrorCode, type ErrorRow, errorTable } from './errors.ts';
export { currentUser } from './identity/current-user.ts';
export { groups } from './identity/groups.ts';
export { scim } from './identity/scim.ts';
export { servicePrincipalSecretsProxy } from './identity/service-principal-secrets-proxy.ts';
export { servicePrincipals } from './identity/service-principals.ts';
export { users } from './identity/users.ts';
export {
  answerOf,
  fieldsOf,
  isEmpty,
  isRequired,
  partsOf,
  schemaOf,
  shapeOf,
  valuesOfMap,
} from './json-schema.ts';
export { consumerFulfillments } from './marketplace/consumer-fulfillments.ts';
export { consumerInstallations } from './marketplace/consumer-installations.ts';
export { consumerListings } from './marketplace/consumer-listings.ts';
export { consumerPersonalizationRequests } from './marketplace/consumer-personalization-requests.ts';
export { consumerProviders } from './marketplace/consumer-providers.ts';
export { providerExchangeFilters } from './marketplace/provider-exchange-filters.ts';
export { providerExchanges } from './marketplace/provider-exchanges.ts';
export { providerFiles } from './marketplace/provider-files.ts';
export { providerListings } from './marketplace/provider-listings.ts';
export { providerPersonalizationRequests } from './marketplace/provider-personalization-requests.ts';
export { providerProviderAnalyticsDashboards } from './marketplace/provider-provider-analytics-dashboards.ts';
export { providerProviders } from './marketplace/provider-providers.ts';
export { openApi } from './openapi/openapi.ts';
export {
  type Access,
  adminOnly,
  allowedTo,
  anybody,
  anyCaller,
  type FieldPlace,
  isRead,
  type Method,
  type Operation,
  operation,
  type Paging,
  pathFields,
  placeOf,
  type RequestOf,
  type ResponseOf,
  recipientOnly,
  type Service,
  scopeOf,
  service,
} from './operation.ts';
export { selfTestPartners } from './partner-connect/self-test-partners.ts';
export { permissions } from './permissions/permissions.ts';
export { redact, redaction } from './redact.ts';
export { type JsonSchema, typeDescription } from './schema.ts';
export { type ApiScope, apiScopes, isApiScope, scopesCover } from './scopes.ts';
export { keys } from './secrets/keys.ts';
export { secrets } from './secrets/secrets.ts';
export { services } from './services.ts';
export { providers } from './sharing/providers.ts';
export { recipientActivation } from './sharing/recipient-activation.ts';
export { recipientFederationPolicies } from './sharing/recipient-federation-policies.ts';
export { recipients } from './sharing/recipients.ts';
export { shares } from './sharing/shares.ts';
export { statementExecution } from './sql/statement-execution.ts';
export { warehouses } from './sql/warehouses.ts';
export { tokenManagement } from './tokens/token-management.ts';
export { tokens } from './tokens/tokens.ts';
export { workspaceConf } from './tokens/workspace-conf.ts';
