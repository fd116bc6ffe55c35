import { urlProblem } from '../http/allowed-url.ts';
import { LocationError } from './errors.ts';
import { type AzureLocation, formatLocation, parseLocation } from './location.ts';

/** One entry of the setting `azure_storage`: the credentials for a container or for what is below a prefix of it. */
export interface AzureSettings {
  /** `abfss://container@account.dfs.core.windows.net[/prefix]`. */
  readonly location: string;
  /** One of the two keys of the storage account, in base64 as Azure shows it. Or: */
  readonly account_key?: string;
  /** An application in Microsoft Entra ID, in whose name the account gives keys that end (user delegation). */
  readonly tenant_id?: string;
  readonly client_id?: string;
  readonly client_secret?: string;
  /** Who issues its tokens, where that does not follow from the location. */
  readonly authority?: string;
  /** `http` or `https` URL of the account's blobs where it does not follow from the location: an emulator, a private host. */
  readonly endpoint?: string;
}

/** An entry that was checked, with what it covers. */
export interface AzureEntry {
  readonly settings: AzureSettings;
  readonly covers: AzureLocation;
}

const base64 = /^(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** An application in Microsoft Entra ID, and its credential. */
export interface AzureApplication {
  readonly tenant_id: string;
  readonly client_id: string;
  readonly client_secret: string;
  readonly authority?: string;
}

/** The application of an entry; undefined for one that has an account key. */
export const applicationOf = (settings: AzureSettings): AzureApplication | undefined => {
  const { tenant_id, client_id, client_secret, authority } = settings;
  if (!tenant_id || !client_id || !client_secret) return undefined;
  return { tenant_id, client_id, client_secret, ...(authority === undefined ? {} : { authority }) };
};

const credentialProblem = (settings: AzureSettings): string | undefined => {
  const { account_key, tenant_id, client_id, client_secret, authority } = settings;
  const hasApplication = [tenant_id, client_id, client_secret, authority].some(field => field !== undefined);
  if (account_key !== undefined && hasApplication) {
    return 'account_key and an application (tenant_id, client_id, client_secret) exclude each other';
  }
  if (account_key !== undefined) {
    return base64.test(account_key) ? undefined : 'account_key must be a key of the storage account, in base64';
  }
  if (applicationOf(settings) === undefined) return 'it needs account_key, or tenant_id, client_id and client_secret';
  const problem = authority === undefined ? undefined : urlProblem(authority);
  return problem === undefined ? undefined : `authority ${problem}`;
};

const problemOf = (settings: AzureSettings): string | undefined => {
  const problem = credentialProblem(settings);
  if (problem !== undefined || settings.endpoint === undefined) return problem;
  const url = URL.parse(settings.endpoint);
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') return 'endpoint must be an http or https URL';
  // Azure refuses tokens that come by plain http, and the token would be readable on the way.
  if (url.protocol === 'http:' && settings.account_key === undefined) return 'endpoint of an application must be https';
  const rest = url.username + url.password + url.search + url.hash;
  return rest === '' ? undefined : 'endpoint must not have credentials, a query or a fragment';
};

/**
 * Checks one entry of the setting `azure_storage`.
 *
 * @throws LocationError that names the entry and what is wrong with it, never its secrets
 */
export const parseAzureSettings = (settings: AzureSettings): AzureEntry => {
  const { location } = settings;
  const covers = parseLocation(location);
  if (covers.kind !== 'azure') {
    throw new LocationError(location, 'is in the setting azure_storage and is not an abfss:// location.');
  }
  const problem = problemOf(settings);
  if (problem !== undefined) {
    throw new LocationError(location, `of the setting azure_storage is not usable: ${problem}.`);
  }
  return { settings, covers };
};

const isCovered = (location: AzureLocation, { covers }: AzureEntry): boolean =>
  covers.account === location.account &&
  covers.domain === location.domain &&
  covers.container === location.container &&
  (covers.prefix === '' || `${location.prefix}/`.startsWith(`${covers.prefix}/`));

/**
 * The entry that covers a table's location most closely. Prefixes count by whole segments: one for `a/t` does not cover
 * `a/t2`.
 *
 * @throws LocationError that says which setting to add when there is none
 */
export const findAzureEntry = (location: AzureLocation, entries: readonly AzureEntry[]): AzureEntry => {
  const covering = entries.filter(entry => isCovered(location, entry));
  const [closest] = covering.toSorted((one, other) => other.covers.prefix.length - one.covers.prefix.length);
  if (closest !== undefined) return closest;
  const container = formatLocation({ ...location, prefix: '' });
  const advice = `Add an entry to the setting azure_storage with location ${container} (or a prefix in it), and account_key or an application.`;
  throw new LocationError(formatLocation(location), `is not covered by any credentials. ${advice}`);
};

/** Where the blobs of an account are reached, without a slash at the end: always the host that the settings name. */
export const accountUrl = ({ account, domain }: AzureLocation, { endpoint }: AzureSettings): string => {
  const url = new URL(endpoint ?? `https://${account}.blob.${domain}`);
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
};
