import { ApiError } from '../../http/api-error.ts';
import type { RequestFacts } from '../../http/context.ts';
import type { Workspace } from '../../workspace.ts';
import { askIssuer, IssuerError } from './ask-issuer.ts';
import type { Claims } from './claims.ts';
import { matches } from './claims.ts';
import { RefusedToken } from './refused-token.ts';
import { entraApplication } from './subject.ts';
import { type AzureTenant, claimedIssuer } from './trusted-issuers.ts';
import { verifyToken } from './verify-token.ts';

const resourceHeader = 'X-Databricks-Azure-Workspace-Resource-Id';
const managementHeader = 'X-Databricks-Azure-SP-Management-Token';

/** Resource Manager as audience of tokens, in each of Azure's clouds. */
const managementAudiences = [
  'https://management.core.windows.net/',
  'https://management.azure.com/',
  'https://management.core.usgovcloudapi.net/',
  'https://management.usgovcloudapi.net/',
  'https://management.core.chinacloudapi.cn/',
  'https://management.chinacloudapi.cn/',
].flatMap(url => [url, url.replace(/\/$/, '')]);

const sameResource = (one: string, other: string): boolean =>
  one.replace(/\/+$/, '').toLowerCase() === other.replace(/\/+$/, '').toLowerCase();

const requireThisResource = (named: string, { setting }: AzureTenant): void => {
  if (sameResource(named, setting.workspace_resource_id)) return;
  throw new ApiError(
    'PERMISSION_DENIED',
    `${resourceHeader} names another workspace than this one. The setting azure.workspace_resource_id says which this is.`,
  );
};

const verifyManagementToken = async (workspace: Workspace, token: string, caller: Claims): Promise<void> => {
  const issuer = claimedIssuer(workspace.issuers, token);
  if (issuer?.setting !== 'azure') throw new RefusedToken('is not of the tenant that the setting azure names');
  const claims = await verifyToken(issuer, token, { audiences: managementAudiences, now: workspace.now() });
  issuer.subjectOf(claims, undefined);
  const application = entraApplication(claims);
  if (application === undefined || application.toLowerCase() !== entraApplication(caller)?.toLowerCase()) {
    throw new RefusedToken('is of another application than the token that calls');
  }
};

/**
 * Checks the headers that Azure's service principals send beside their token: which workspace they mean, and a token for
 * Azure Resource Manager.
 *
 * @param claims what the token that calls says, verified
 * @returns the management token, verified; undefined when there is none for this workspace's resource
 * @throws ApiError naming the header that is wrong
 */
export const checkAzureHeaders = async (
  workspace: Workspace,
  tenant: AzureTenant,
  claims: Claims,
  request: RequestFacts,
): Promise<string | undefined> => {
  const resource = request.header(resourceHeader.toLowerCase());
  const token = request.header(managementHeader.toLowerCase());
  // Official clients send the management token even where they were told of no resource: it then speaks of none.
  if (resource === undefined) return undefined;
  requireThisResource(resource, tenant);
  if (token === undefined) return undefined;
  try {
    await verifyManagementToken(workspace, token, claims);
    return token;
  } catch (error) {
    if (!(error instanceof RefusedToken)) throw error;
    throw new ApiError('INVALID_ACCESS_TOKEN', `Invalid access token. ${managementHeader} ${error.message}.`);
  }
};

interface RolePermissions {
  readonly actions?: readonly string[];
  readonly notActions?: readonly string[];
}

const covers = (patterns: readonly string[] | undefined, action: string): boolean =>
  Array.isArray(patterns) && patterns.some(pattern => matches(String(pattern).toLowerCase(), action));

/** `Microsoft.Databricks/workspaces/write`: what owners and contributors of the resource may do, and readers may not. */
const writeAction = (resourceId: string): string => {
  const [, type = ''] = /\/providers\/([^/]+\/[^/]+)\/[^/]+\/?$/.exec(resourceId) ?? [];
  return `${type}/write`.toLowerCase();
};

/**
 * Whether a management token may change the workspace's Azure resource, as Azure Resource Manager itself says. The token
 * alone proves only who has it: any application of the tenant can get one.
 *
 * @throws IssuerError when Resource Manager cannot be asked
 */
export const mayWriteResource = async ({ setting, resourceManager }: AzureTenant, token: string): Promise<boolean> => {
  const resourceId = setting.workspace_resource_id.replace(/\/+$/, '');
  const url = `${resourceManager}${resourceId}/providers/Microsoft.Authorization/permissions?api-version=2022-04-01`;
  const { status, json } = await askIssuer(url, resourceManager, { headers: { authorization: `Bearer ${token}` } });
  if (status === 401 || status === 403 || status === 404) return false;
  const { value } = json;
  if (status !== 200 || !Array.isArray(value))
    throw new IssuerError(`${resourceManager} answered with status ${status}`);
  const action = writeAction(resourceId);
  return value.some(
    ({ actions, notActions }: RolePermissions) => covers(actions, action) && !covers(notActions, action),
  );
};
