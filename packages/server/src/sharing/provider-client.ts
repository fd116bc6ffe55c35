import type { Profile, SharingClient } from '@boathouse/recipient';
import { foreignUrlProblem } from '../http/allowed-url.ts';
import { ApiError } from '../http/api-error.ts';
import type { Workspace } from '../workspace.ts';
import { signPeerToken } from './peers.ts';
import { openProfile } from './provider-profile.ts';
import { recipientClient } from './recipient-client.ts';
import type { Provider } from './store.ts';

/** What a workspace needs to ask a provider. */
export type Asking = Pick<Workspace, 'database' | 'sealer' | 'publicUrl' | 'now' | 'newId'>;

/** How long a provider, or the issuer of its tokens, may take to answer one request, in milliseconds. */
const longestRequest = 10_000;

/** How long all requests of one question may take, in milliseconds: a list may have pages without end. */
const longestQuestion = 60_000;

const refused = (message: string, cause?: unknown) => new ApiError('INVALID_STATE', message, { cause });

/**
 * `fetch` for the servers of providers: only to URLs that may be asked, and without redirects, which could lead anywhere
 * and would take the credential along.
 */
const guardedFetch =
  ({ publicUrl }: Asking): typeof globalThis.fetch =>
  async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    // A page token may stand behind the address that the profile names.
    if (foreignUrlProblem(url.split('?', 1)[0] ?? '', publicUrl()) !== undefined) throw new Error('not an https URL');
    const response = await fetch(input, { ...init, redirect: 'manual' });
    if (response.status < 300 || response.status >= 400) return response;
    await response.body?.cancel();
    throw new Error('a redirect, which is not followed');
  };

const profileOf = async (workspace: Asking, provider: Provider): Promise<Profile> => {
  const { id, name, profile_sealed, authentication_type, endpoint } = provider;
  if (authentication_type === 'DATABRICKS') {
    return { type: 'bearer_token', endpoint, bearerToken: await signPeerToken(workspace, endpoint) };
  }
  if (profile_sealed === null) throw refused(`Provider '${name}' has no profile.`);
  try {
    return await openProfile(workspace, id, profile_sealed);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    throw refused(`The profile of provider '${name}' cannot be used any more. ${error.message}`, error);
  }
};

/**
 * A client for the server of a provider, with the credential for it: for one question, whose time starts now.
 *
 * @throws ApiError INVALID_STATE when the credential cannot be used
 */
export const connectProvider = async (workspace: Asking, provider: Provider): Promise<SharingClient> => {
  const { SharingClient: Client } = await recipientClient();
  const signal = AbortSignal.timeout(longestQuestion);
  const options = { fetch: guardedFetch(workspace), timeout: longestRequest, retries: 1, signal };
  return new Client(await profileOf(workspace, provider), options);
};

/** What a provider answered, or that it did not, in words for who administers this workspace. */
export const toProviderError = async ({ name }: Provider, error: unknown): Promise<unknown> => {
  const unable = (why: string) =>
    new ApiError('TEMPORARILY_UNAVAILABLE', `Provider '${name}' cannot answer now: ${why}.`, { cause: error });
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return unable(`it has not done so within ${longestQuestion / 1000} s`);
  }
  const { QueryError, SharingError } = await recipientClient();
  if (error instanceof QueryError) return new ApiError('INVALID_PARAMETER_VALUE', error.message, { cause: error });
  if (!(error instanceof SharingError)) return error;
  const { status, errorCode } = error;
  const message = error.message.replace(/\.$/, '');
  if ((status === 401 || status === 403) && errorCode !== 'TOKEN_REFUSED') {
    return refused(
      `Provider '${name}' refuses the credential of its profile: ${message}. Ask it for a new one.`,
      error,
    );
  }
  if (status === 429 || status >= 500) return unable(message);
  return refused(`Provider '${name}' cannot be asked: ${message}.`, error);
};
