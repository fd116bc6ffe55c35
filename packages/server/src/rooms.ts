import { services } from '@boathouse/contract';
import { auditRoom } from './audit/audit.ts';
import { auditKeyPurpose } from './audit/audit-keys.ts';
import { catalogKinds } from './catalog/catalog-kinds.ts';
import { catalogsRoom } from './catalog/catalogs.ts';
import type { DropGuard } from './catalog/drop-guards.ts';
import { externalLocationsRoom } from './catalog/external-locations.ts';
import { grantsRoom } from './catalog/grants.ts';
import { metastoresRoom } from './catalog/metastores.ts';
import { leaveCatalog, renameCatalogOwner } from './catalog/principal-hook.ts';
import { schemasRoom } from './catalog/schemas.ts';
import { storageCredentialsRoom } from './catalog/storage-credentials.ts';
import { sealedStorageCredentials } from './catalog/stored-credential.ts';
import { tablesRoom } from './catalog/tables.ts';
import { temporaryPathCredentialsRoom } from './catalog/temporary-path-credentials.ts';
import { temporaryTableCredentialsRoom } from './catalog/temporary-table-credentials.ts';
import { volumesRoom } from './catalog/volumes.ts';
import { pruneAsyncQueries } from './delta-sharing/async-queries.ts';
import { deltaSharingRoom } from './delta-sharing/delta-sharing.ts';
import { authenticateCaller } from './http/authentication.ts';
import type { Room } from './http/handlers.ts';
import { currentUserRoom } from './identity/current-user.ts';
import { countSecrets } from './identity/oauth/client-secrets.ts';
import { pruneOAuth } from './identity/oauth/prune.ts';
import { servicePrincipalSecretsRoom } from './identity/oauth/secrets-proxy.ts';
import { sealedOAuthKeys } from './identity/oauth/token-keys.ts';
import type { PrincipalHook, RenameHook } from './identity/principal-hooks.ts';
import { scimRoom } from './identity/scim/discovery.ts';
import { groupsRoom } from './identity/scim/groups.ts';
import { servicePrincipalsRoom } from './identity/scim/service-principals.ts';
import { usersRoom } from './identity/scim/users.ts';
import { clusterPolicyType, clusterType, warehouseType } from './permissions/known-types.ts';
import type { ObjectType } from './permissions/object-type.ts';
import { passwordHandlers, passwordType } from './permissions/passwords.ts';
import { permissionsRoom } from './permissions/permissions.ts';
import type { Job } from './scheduler/scheduler.ts';
import { keysRoom } from './secrets/keys.ts';
import { leaveScopes } from './secrets/principal-hook.ts';
import type { SealedColumn } from './secrets/sealed-columns.ts';
import { sealedDataKeys } from './secrets/secret-value.ts';
import { secretsRoom } from './secrets/secrets.ts';
import { sealedSigningKeys } from './secrets/signing-keys.ts';
import { recipientActivationRoom } from './sharing/activation.ts';
import { sealedActivationLinks } from './sharing/activation-link.ts';
import { keepShared } from './sharing/drop-guard.ts';
import { federationPoliciesRoom } from './sharing/federation-policies.ts';
import { peerProvidersJob } from './sharing/peer-providers.ts';
import { leaveSharing, renameSharingOwner } from './sharing/principal-hook.ts';
import { sealedProviderProfiles } from './sharing/provider-profile.ts';
import { providersRoom } from './sharing/providers.ts';
import { recipientsRoom } from './sharing/recipients.ts';
import { sharesRoom } from './sharing/shares.ts';
import { sharingKinds } from './sharing/sharing-kinds.ts';
import { removeTokens } from './tokens/remove-tokens.ts';
import { tokenManagementRoom } from './tokens/token-management.ts';
import { tokenType } from './tokens/token-permissions.ts';
import { tokensRoom } from './tokens/tokens.ts';
import { workspaceConfRoom } from './tokens/workspace-conf.ts';
import type { Workspace } from './workspace.ts';

const sealedAuditKeys: SealedColumn = {
  kind: 'audit_keys',
  table: 'audit_keys',
  column: 'sealed',
  purposeOf: () => auditKeyPurpose,
};

/** The services that have handlers. */
const built: readonly Room[] = [
  auditRoom,
  currentUserRoom,
  usersRoom(passwordHandlers),
  groupsRoom,
  servicePrincipalsRoom,
  scimRoom,
  servicePrincipalSecretsRoom,
  permissionsRoom,
  tokensRoom,
  tokenManagementRoom,
  workspaceConfRoom,
  secretsRoom,
  keysRoom,
  metastoresRoom,
  catalogsRoom,
  schemasRoom,
  tablesRoom,
  volumesRoom,
  storageCredentialsRoom,
  externalLocationsRoom,
  temporaryPathCredentialsRoom,
  temporaryTableCredentialsRoom,
  grantsRoom([...catalogKinds, ...sharingKinds]),
  sharesRoom,
  recipientsRoom,
  federationPoliciesRoom,
  providersRoom,
  recipientActivationRoom,
  deltaSharingRoom,
];

/** Services that are declared and have no room yet: every operation of theirs answers 501 by name. */
const empty: readonly Room[] = Object.values(services)
  .filter(service => !built.some(room => room.service === service))
  .map(service => ({ service, handlers: {}, authenticate: authenticateCaller, admit: undefined }));

/** Everything that the workspace answers. */
export const rooms: readonly Room[] = [...built, ...empty];

/** What domains above the catalog have to say before one of its objects is dropped. */
export const dropGuards: readonly DropGuard[] = [keepShared];

/** What domains do when a principal is deleted. */
export const principalHooks: readonly PrincipalHook[] = [
  removeTokens,
  countSecrets,
  leaveScopes,
  leaveCatalog,
  leaveSharing,
];

/** What domains do when a group gets another name. */
export const renameHooks: readonly RenameHook[] = [renameCatalogOwner, renameSharingOwner];

/** Kinds of objects that have access control lists. */
export const objectTypes: readonly ObjectType[] = [
  tokenType,
  passwordType,
  clusterType,
  warehouseType,
  clusterPolicyType,
];

/** What domains do by the clock. */
export const jobs: readonly ((workspace: Omit<Workspace, 'scheduler'>) => Job)[] = [
  ({ database, now }) => ({ name: 'oauth-prune', every: 3_600_000, run: () => pruneOAuth(database, now()) }),
  peerProvidersJob,
  ({ database, now }) => ({
    name: 'async-queries-prune',
    every: 3_600_000,
    run: () => pruneAsyncQueries(database, now()),
  }),
];

/** What domains keep sealed under the master key. */
export const sealedColumns: readonly SealedColumn[] = [
  sealedSigningKeys,
  sealedOAuthKeys,
  sealedDataKeys,
  sealedActivationLinks,
  sealedProviderProfiles,
  sealedAuditKeys,
  sealedStorageCredentials,
];
