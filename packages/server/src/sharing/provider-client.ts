import type { Profile, SharingClient } from '@boathouse/recipient';
import { foreignUrlProblem } from '../http/allowed-url.ts';
import { ApiError } from '../http/api-error.ts';
import { FetchFailure, fetchJson } from '../http/fetch-json.ts';
import type { Workspace } from '../workspace.ts';
import { signPeerToken } from './peers.ts';
import { openProfile, type ProviderProfile } from './provider-profile.ts';
import { recipientClient } from './recipient-client.ts';
import type { Provider } from './store.ts';

/** What a workspace needs to ask a provider. */
export type Asking = Pick<Workspace, 'database' | 'sealer' | 'publicUrl' | 'now' | 'newId'>;

/** How long a provider may take to answer one request, in milliseconds, and an answer of a token endpoint in bytes. */
const limits = { time: 10_000, bytes: 64 * 1024 };

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

type ClientProfile = Extract<ProviderProfile, { type: 'OAUTH_CLIENT_CREDENTIALS' }>;

const askToken = async ({ tokenEndpoint, clientId, clientSecret, scope }: ClientProfile) => {
  const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString('base64');
  const body = new URLSearchParams({ grant_type: 'client_credentials', ...(scope === undefined ? {} : { scope }) });
  const headers = { authorization: `Basic ${basic}`, accept: 'application/json' };
  return fetchJson(tokenEndpoint, { method: 'POST', headers, body }, limits);
};

/** The access token of an OAuth client, from the token endpoint that its profile names. */
const accessToken = async (provider: Provider, profile: ClientProfile): Promise<string> => {
  const { host } = new URL(profile.tokenEndpoint);
  try {
    const { status, json } = await askToken(profile);
    const token = (json as { readonly access_token?: unknown } | undefined)?.access_token;
    if (status === 200 && typeof token === 'string' && /^[\x21-\x7e]+$/.test(token)) return token;
    throw refused(
      `The token endpoint at ${host} gives no token for provider '${provider.name}' (status ${status}). Is the client of the profile still good?`,
    );
  } catch (error) {
    if (!(error instanceof FetchFailure)) throw error;
    throw refused(
      `The token endpoint at ${host} of provider '${provider.name}' cannot be used: ${error.message}.`,
      error,
    );
  }
};

const profileOf = async (workspace: Asking, provider: Provider): Promise<Profile> => {
  const { id, name, profile_sealed, authentication_type, endpoint } = provider;
  if (authentication_type === 'DATABRICKS') {
    return { type: 'bearer_token', endpoint, bearerToken: await signPeerToken(workspace, endpoint) };
  }
  if (profile_sealed === null) throw refused(`Provider '${name}' has no profile.`);
  let profile: ProviderProfile;
  try {
    profile = await openProfile(workspace, id, profile_sealed);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    throw refused(`The profile of provider '${name}' cannot be used any more. ${error.message}`, error);
  }
  const bearerToken = profile.type === 'TOKEN' ? profile.bearerToken : await accessToken(provider, profile);
  return { type: 'bearer_token', endpoint: profile.endpoint, bearerToken };
};

/**
 * A client for the server of a provider, with the credential for it: for one question, whose time starts now.
 *
 * @throws ApiError INVALID_STATE when the credential cannot be used
 */
export const connectProvider = async (workspace: Asking, provider: Provider): Promise<SharingClient> => {
  const { SharingClient: Client } = await recipientClient();
  const signal = AbortSignal.timeout(longestQuestion);
  const options = { fetch: guardedFetch(workspace), timeout: limits.time, retries: 1, signal };
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
  const { status } = error;
  const message = error.message.replace(/\.$/, '');
  if (status === 401 || status === 403) {
    return refused(
      `Provider '${name}' refuses the credential of its profile: ${message}. Ask it for a new one.`,
      error,
    );
  }
  if (status === 429 || status >= 500) return unable(message);
  return refused(`Provider '${name}' cannot be asked: ${message}.`, error);
};
