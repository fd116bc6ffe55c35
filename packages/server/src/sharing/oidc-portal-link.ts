import type { Workspace } from '../workspace.ts';

/** The page that a recipient of type OIDC_FEDERATION gets its endpoint and profile files from. It holds no secret. */
export const portalPath = '/delta_sharing/oidc_profile.html';

/** The address of that page. It can be opened again and again. */
export const portalUrl = ({ publicUrl }: Pick<Workspace, 'publicUrl'>, recipientId: string): string =>
  `${publicUrl()}${portalPath}?${recipientId}`;

/** Where a recipient of type OIDC_FEDERATION reaches the protocol: the form that Databricks gives it. */
export const recipientEndpoint = (
  { publicUrl }: Pick<Workspace, 'publicUrl'>,
  { metastoreId, recipientId }: { readonly metastoreId: string; readonly recipientId: string },
): string => `${publicUrl()}/api/2.0/delta-sharing/metastores/${metastoreId}/recipients/${recipientId}`;

/** Whether a text of a URL can be an id at all; what cannot is not looked up, for PostgreSQL refuses some texts outright. */
export const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
