import type { Domain } from '@boathouse/contract';

/** The services of Databricks' audit log that our domains belong to. */
const serviceNames: Record<Domain, string> = {
  audit: 'boathouse',
  identity: 'accounts',
  tokens: 'accounts',
  permissions: 'accounts',
  secrets: 'secrets',
  catalog: 'unityCatalog',
  sharing: 'unityCatalog',
  'delta-sharing': 'unityCatalog',
  sql: 'databrickssql',
  clusters: 'clusters',
  marketplace: 'marketplaceProvider',
  'partner-connect': 'partnerHub',
};

export const serviceName = (domain: Domain): string => serviceNames[domain];

/** Names that Databricks' audit log has and that no rule gives. */
const exceptions: Readonly<Record<string, string>> = {
  'shares.sharePermissions': 'getSharePermissions',
  'shares.updatePermissions': 'updateSharePermissions',
  'recipients.rotateToken': 'rotateRecipientToken',
  'recipients.sharePermissions': 'getRecipientSharePermissions',
  'recipientActivation.retrieveToken': 'retrieveRecipientToken',
  'permissions.set': 'setPermissions',
  'permissions.update': 'updatePermissions',
  'tokenManagement.delete': 'deleteToken',
  'workspaceConf.setStatus': 'workspaceConfEdit',
  'keys.rotate': 'rotateMasterKey',
  'keys.rotateSigning': 'rotateSigningKey',
};

const singular = (service: string): string => service.replace(/ies$/, 'y').replace(/s$/, '');

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** `shares.create` → `createShare`: the name that the audit trail knows an operation by. */
export const actionName = (service: string, operation: string): string => {
  const exception = exceptions[`${service}.${operation}`];
  if (exception !== undefined) return exception;
  if (service === 'deltaSharing') return `deltaSharing${capital(operation)}`;
  if (operation === 'list') return `list${capital(service)}`;
  return ['create', 'get', 'update', 'delete'].includes(operation)
    ? `${operation}${capital(singular(service))}`
    : operation;
};
