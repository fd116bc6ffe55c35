import type { FastifyInstance } from 'fastify';
import { getMetastore } from '../catalog/store.ts';
import { ApiError } from '../http/api-error.ts';
import { escapeHtml, pageHeaders } from '../http/html.ts';
import type { Workspace } from '../workspace.ts';
import { requireAllowed } from './ip-access-list.ts';
import { issuerKeys } from './issuer-keys.ts';
import { isId, portalPath, recipientEndpoint } from './oidc-portal-link.ts';
import { recipientPage, refusePage } from './recipient-page.ts';
import type { Recipient } from './store.ts';

const filePath = `${portalPath}/oauth_config.share`;

const notValid = () =>
  new ApiError('RESOURCE_DOES_NOT_EXIST', 'There is no such recipient any more. Ask your provider for a new link.');

/** @throws ApiError RESOURCE_DOES_NOT_EXIST; PERMISSION_DENIED from an address that the recipient may not call from */
const findRecipient = async ({ database }: Workspace, id: string, address: string): Promise<Recipient> => {
  if (!isId(id)) throw notValid();
  const recipient = await database.read
    .selectFrom('recipients')
    .selectAll()
    .where('id', '=', id)
    .where('authentication_type', '=', 'OIDC_FEDERATION')
    .executeTakeFirst();
  if (recipient === undefined) throw notValid();
  requireAllowed(JSON.parse(recipient.allowed_ip_addresses ?? '[]') as string[], address);
  return recipient;
};

const policiesOf = ({ database }: Workspace, recipient: Recipient) =>
  database.read
    .selectFrom('federation_policies')
    .select(['name', 'issuer'])
    .where('recipient_id', '=', recipient.id)
    .orderBy('name')
    .execute();

const endpointOf = async (workspace: Workspace, { id: recipientId }: Recipient): Promise<string> => {
  const { id: metastoreId } = await getMetastore(workspace.database.read);
  return recipientEndpoint(workspace, { metastoreId, recipientId });
};

const portal = async (workspace: Workspace, recipient: Recipient): Promise<string> => {
  const endpoint = escapeHtml(await endpointOf(workspace, recipient));
  const files = (await policiesOf(workspace, recipient)).map(
    ({ name, issuer }) =>
      `<form method="get" action="${filePath}"><input type="hidden" name="recipient" value="${recipient.id}"><input type="hidden" name="policy" value="${escapeHtml(name)}"><p>Tokens of <code>${escapeHtml(issuer)}</code>: <button>Download file</button></p></form>`,
  );
  return recipientPage(
    `Read what is shared with ${recipient.name}`,
    `<p>You sign in with your own identity provider. This page holds no secret.</p>
<p>People, in Power BI or Tableau, use this server URL:</p><p><code>${endpoint}</code></p>
<p>Programs use a profile file. Put the client ID, client secret and scope of your application into it.</p>${files.join('') || '<p>Your provider has not said yet which identity provider is yours.</p>'}`,
  );
};

/** Where an issuer gives tokens, as it says itself; a placeholder while it cannot be asked. */
const tokenEndpointOf = async (workspace: Workspace, issuer: string): Promise<string> => {
  const metadata = await issuerKeys(workspace, issuer)
    .metadata()
    .catch(() => undefined);
  return metadata?.tokenEndpoint ?? '[REPLACE_WITH_YOUR_TOKEN_ENDPOINT]';
};

/** The profile of a program, with the placeholders that recipients know from Databricks. */
const profileOf = async (workspace: Workspace, recipient: Recipient, policyName: string) => {
  const policy = (await policiesOf(workspace, recipient)).find(({ name }) => name === policyName);
  if (policy === undefined) throw notValid();
  return {
    shareCredentialsVersion: 2,
    endpoint: await endpointOf(workspace, recipient),
    tokenEndpoint: await tokenEndpointOf(workspace, policy.issuer),
    type: 'oauth_client_credentials',
    clientId: '[REPLACE_WITH_YOUR_CLIENT_ID]',
    clientSecret: '[REPLACE_WITH_YOUR_CLIENT_SECRET]',
    scope: '[REPLACE_WITH_YOUR_SCOPE]',
  };
};

/** Serves the page of a recipient of type OIDC_FEDERATION, and the profile files that it offers. */
export const addOidcPortal = (app: FastifyInstance, workspace: Workspace): void => {
  app.get(portalPath, async (request, reply) => {
    reply.headers(pageHeaders);
    const id = request.url.slice(request.url.indexOf('?') + 1);
    try {
      return await portal(workspace, await findRecipient(workspace, id, request.ip));
    } catch (error) {
      return refusePage(workspace, request, reply, error);
    }
  });

  app.get<{ Querystring: { recipient?: string; policy?: string } }>(filePath, async (request, reply) => {
    const { recipient: id = '', policy = '' } = request.query;
    try {
      const profile = await profileOf(workspace, await findRecipient(workspace, id, request.ip), policy);
      return await reply
        .headers({
          'content-type': 'application/json; charset=utf-8',
          'content-disposition': 'attachment; filename="oauth_config.share"',
          'cache-control': 'no-store',
        })
        .send(`${JSON.stringify(profile, null, 2)}\n`);
    } catch (error) {
      return refusePage(workspace, request, reply.headers(pageHeaders), error);
    }
  });
};
