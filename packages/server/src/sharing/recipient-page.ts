import { recipientActivation } from '@boathouse/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../http/api-error.ts';
import { Call } from '../http/call.ts';
import { anonymous } from '../http/context.ts';
import { escapeHtml, htmlPage } from '../http/html.ts';
import { requestFacts } from '../http/request-facts.ts';
import type { Workspace } from '../workspace.ts';

const style = `
  body { font: 16px/1.5 system-ui, sans-serif; color: #1b2733; background: #f4f6f8; margin: 0; display: grid; min-height: 100vh; place-items: center }
  main { background: #fff; padding: 2.5rem; border-radius: 12px; max-width: 32rem; box-shadow: 0 1px 4px #0002 }
  h1 { font-size: 1.35rem; margin: 0 0 1rem }
  code { overflow-wrap: anywhere }
  button { font: inherit; font-weight: 600; color: #fff; background: #0b5cad; border: 0; border-radius: 8px; padding: .7rem 1.4rem; cursor: pointer }
  button:hover, button:focus-visible { background: #084a8c }`;

/**
 * A page that a recipient opens.
 *
 * @param title text
 * @param content HTML
 */
export const recipientPage = (title: string, content: string): string =>
  htmlPage(title, style, `<main><h1>${escapeHtml(title)}</h1>${content}</main>`);

/** Pages are no operations; a denial is written down as that of the operation that checks an activation link. */
const named = {
  domain: recipientActivation.domain,
  service: recipientActivation.name,
  name: 'getActivationUrlInfo',
  operation: recipientActivation.operations.getActivationUrlInfo,
};

/** Answers a page that cannot be shown, and leaves a record when an address was turned away. Throws what is a defect. */
export const refusePage = async (
  workspace: Workspace,
  request: FastifyRequest,
  reply: FastifyReply,
  error: unknown,
): Promise<FastifyReply> => {
  if (!(error instanceof ApiError)) throw error;
  await new Call(workspace, named, anonymous, requestFacts(request)).fail(error);
  const page = recipientPage('This link is not valid', `<p>${escapeHtml(error.message)}</p>`);
  return reply.code(error.status).send(page);
};
