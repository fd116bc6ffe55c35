import type { FastifyInstance } from 'fastify';
import { escapeHtml, pageHeaders } from '../http/html.ts';
import type { Workspace } from '../workspace.ts';
import { findPending, type Pending } from './activation.ts';
import { activationPath } from './activation-link.ts';
import { recipientPage, refusePage } from './recipient-page.ts';

/** Opening the page uses nothing up, because mail scanners open links; only the button does. */
const downloadPage = (pending: Pending, code: string): string =>
  recipientPage(
    'Your data is ready to be read',
    `<p>This page gives the credential file of <strong>${escapeHtml(pending.recipientName)}</strong>. It can be downloaded <strong>once</strong>. Keep it like a password.</p>
<form method="get" action="/api/2.1/unity-catalog/public/data_sharing_activation/${encodeURIComponent(code)}"><button>Download credential file</button></form>
<p>Open <code>config.share</code> with any Delta Sharing client, such as <code>delta_sharing.load_as_pandas</code>.</p>`,
  );

/** Serves the page behind an activation link, with the button that downloads the credential. */
export const addActivationPage = (app: FastifyInstance, workspace: Workspace): void => {
  app.get(activationPath, async (request, reply) => {
    reply.headers(pageHeaders);
    const code = request.url.slice(request.url.indexOf('?') + 1);
    try {
      return downloadPage(await findPending(workspace, workspace.database.read, code, { ip: request.ip }), code);
    } catch (error) {
      return refusePage(workspace, request, reply, error);
    }
  });
};
