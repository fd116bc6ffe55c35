import type { FastifyInstance } from 'fastify';
import { ApiError } from '../http/api-error.ts';
import { escapeHtml, htmlPage, pageHeaders } from '../http/html.ts';
import type { Workspace } from '../workspace.ts';
import { findPending, type Pending } from './activation.ts';
import { activationPath } from './activation-link.ts';

const style = `
  body { font: 16px/1.5 system-ui, sans-serif; color: #1b2733; background: #f4f6f8; margin: 0; display: grid; min-height: 100vh; place-items: center }
  main { background: #fff; padding: 2.5rem; border-radius: 12px; max-width: 32rem; box-shadow: 0 1px 4px #0002 }
  h1 { font-size: 1.35rem; margin: 0 0 1rem }
  button { font: inherit; font-weight: 600; color: #fff; background: #0b5cad; border: 0; border-radius: 8px; padding: .7rem 1.4rem; cursor: pointer }
  button:hover, button:focus-visible { background: #084a8c }`;

const page = (title: string, content: string): string =>
  htmlPage(title, style, `<main><h1>${escapeHtml(title)}</h1>${content}</main>`);

/** Opening the page uses nothing up, because mail scanners open links; only the button does. */
const downloadPage = (pending: Pending, code: string): string =>
  page(
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
      if (!(error instanceof ApiError)) throw error;
      return reply.code(error.status).send(page('This link is not valid', `<p>${escapeHtml(error.message)}</p>`));
    }
  });
};
