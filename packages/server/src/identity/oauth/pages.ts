import type { FastifyReply } from 'fastify';
import { escapeHtml, htmlPage, pageHeaders } from '../../http/html.ts';
import type { AuthorizationRequest, Demand } from './authorization-request.ts';

const style = `
  body { font: 16px/1.5 system-ui, sans-serif; color: #1b2733; background: #f4f6f8; margin: 0; display: grid; min-height: 100vh; place-items: center }
  main { background: #fff; padding: 2.5rem; border-radius: 12px; width: 26rem; max-width: 85vw; box-shadow: 0 1px 4px #0002 }
  h1 { font-size: 1.35rem; margin: 0 0 1rem }
  label, input { display: block; width: 100%; box-sizing: border-box }
  input { font: inherit; margin: .3rem 0 1rem; padding: .6rem; border: 1px solid #9aa7b4; border-radius: 8px }
  button, .way { font: inherit; font-weight: 600; color: #fff; background: #0b5cad; border: 0; border-radius: 8px; padding: .7rem 1.4rem; cursor: pointer; text-decoration: none; display: inline-block; margin: 0 .5rem .5rem 0 }
  button:hover, button:focus-visible, .way:hover, .way:focus-visible { background: #084a8c }
  button.quiet { color: #1b2733; background: #e4e9ee }
  button.quiet:hover, button.quiet:focus-visible { background: #d3dbe3 }
  .problem { color: #9b1c1c }`;

const page = (title: string, content: string): string =>
  htmlPage(title, style, `<main><h1>${escapeHtml(title)}</h1>${content}</main>`);

const hidden = (name: string, value: string): string =>
  `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`;

/** What every form carries: the authorization request that it belongs to, and the proof of the browser. */
const context = (query: string, proof: string): string => hidden('request', query) + hidden('proof', proof);

const policy = 'content-security-policy';

/**
 * Sends a page.
 *
 * @param formTarget the origin that a form of the page is redirected to: browsers hold redirects to `form-action` too
 */
export const sendPage = (reply: FastifyReply, status: number, html: string, formTarget?: string): FastifyReply => {
  const headers =
    formTarget === undefined
      ? pageHeaders
      : { ...pageHeaders, [policy]: pageHeaders[policy].replace("form-action 'self'", `$& ${formTarget}`) };
  return reply.code(status).headers(headers).send(html);
};

/** A way to sign in at an issuer outside, as the sign-in page offers it. */
export interface SignInLink {
  /** What the link says: `Sign in with Example`. */
  readonly label: string;
  /** Where it leads, on this host. */
  readonly path: string;
}

export interface SignInPage {
  readonly request: AuthorizationRequest;
  readonly proof: string;
  readonly links: readonly SignInLink[];
  /** What was wrong with the try before. */
  readonly problem?: string;
}

/** The page that asks who somebody is. */
export const signInPage = ({ request, proof, links, problem }: SignInPage): string => {
  const ways = links.map(({ label, path }) => `<a class="way" href="${escapeHtml(path)}">${escapeHtml(label)}</a>`);
  return page(
    'Sign in to Boathouse',
    `<p>To continue to ${escapeHtml(request.returnTo.client.name)}.</p>
${problem === undefined ? '' : `<p class="problem" role="alert">${escapeHtml(problem)}</p>`}
${ways.length === 0 ? '' : `<p>${ways.join('\n')}</p>`}
<form method="post" action="sign-in">${context(request.query, proof)}
<label for="token">Personal access token</label>
<input id="token" name="token" type="password" autocomplete="off" spellcheck="false" required autofocus>
<button>Sign in</button></form>`,
  );
};

const describeScope = (scope: string): string =>
  scope === 'all-apis'
    ? 'do everything that you may do'
    : scope === 'offline_access'
      ? 'stay signed in when you are away'
      : `use the API scope ${scope}`;

/** The page that asks whether a client may act for somebody. */
export const consentPage = (
  { query, returnTo }: AuthorizationRequest,
  { scopes }: Demand,
  { proof, userName }: { readonly proof: string; readonly userName: string },
): string =>
  page(
    'Allow access?',
    `<p>You are signed in as <strong>${escapeHtml(userName)}</strong>. ${escapeHtml(capital(returnTo.client.name))} asks to:</p>
<ul>${scopes.map(scope => `<li>${escapeHtml(describeScope(scope))}</li>`).join('')}</ul>
<p>The answer goes to <code>${escapeHtml(new URL(returnTo.redirectUri).origin)}</code>. Allow it only if you have just started this program yourself.</p>
<form method="post" action="consent">${context(query, proof)}
<button name="decision" value="allow">Allow</button>
<button name="decision" value="deny" class="quiet">Deny</button>
<button name="decision" value="switch" class="quiet">Use another account</button></form>`,
  );

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The page that says why it does not go on. */
export const problemPage = (message: string): string =>
  page('You cannot sign in this way', `<p>${escapeHtml(message)}</p>`);

/** The page that asks before it ends a session. */
export const signOutPage = (proof: string): string =>
  page('Sign out', `<form method="post" action="logout">${hidden('proof', proof)}<button>Sign out</button></form>`);

/** The page after the end of a session. */
export const signedOutPage = (): string =>
  page('You are signed out', '<p>Programs that you have allowed access keep it until it is revoked.</p>');
