import { type Static, Type } from 'typebox';
import { urlProblem } from '../http/allowed-url.ts';
import { closestEntry } from './closest-entry.ts';
import { endpointProblem } from './endpoint-problem.ts';
import { LocationError } from './errors.ts';
import { type AzureLocation, formatLocation, parseLocation } from './location.ts';

/** The schema of one entry of the setting `azure_storage`: the credentials for a container or for what is below a prefix of it. */
export const AzureSettings = Type.Object(
  {
    location: Type.String({
      description:
        'Container, or container and prefix, that this entry is for: `abfss://container@account.dfs.core.windows.net/prefix`. The longest that matches counts.',
    }),
    account_key: Type.Optional(
      Type.String({
        description: 'Key of the storage account, in base64. A name in `$` and braces is taken from the environment.',
      }),
    ),
    tenant_id: Type.Optional(
      Type.String({
        description:
          'In place of a key: the tenant of an application in Microsoft Entra ID. It needs the roles Storage Blob Data Reader and Storage Blob Delegator.',
      }),
    ),
    client_id: Type.Optional(Type.String({ description: 'Application id of that application.' })),
    client_secret: Type.Optional(
      Type.String({ description: 'Its client secret. A name in `$` and braces is taken from the environment.' }),
    ),
    authority: Type.Optional(
      Type.String({ description: 'Who issues its tokens. Default: Microsoft Entra ID of the cloud of the account.' }),
    ),
    endpoint: Type.Optional(
      Type.String({
        description: 'Base URL of the account’s blobs. Default: `https://account.blob.core.windows.net`.',
      }),
    ),
    hierarchical_namespace: Type.Optional(
      Type.Boolean({
        description:
          'Whether the account has a hierarchical namespace (ADLS Gen2). Only such accounts can give temporary credentials for one table.',
      }),
    ),
  },
  { description: 'How to reach one container or prefix.', additionalProperties: false },
);

/** One entry of the setting `azure_storage`. */
export type AzureSettings = Readonly<Static<typeof AzureSettings>>;

/** The credentials of an entry, apart from what they are for. */
export type AzureAccess = Omit<AzureSettings, 'location'>;

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
export const applicationOf = (settings: AzureAccess): AzureApplication | undefined => {
  const { tenant_id, client_id, client_secret, authority } = settings;
  if (!tenant_id || !client_id || !client_secret) return undefined;
  return { tenant_id, client_id, client_secret, ...(authority === undefined ? {} : { authority }) };
};

const credentialProblem = (settings: AzureAccess): string | undefined => {
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

/** What speaks against such credentials, as the end of a sentence, without their secrets; undefined when nothing does. */
export const azureAccessProblem = (settings: AzureAccess): string | undefined => {
  const problem = credentialProblem(settings);
  if (problem !== undefined || settings.endpoint === undefined) return problem;
  // Azure refuses tokens that come by plain http, and the token would be readable on the way.
  const isOpen = settings.account_key === undefined && /^http:/i.test(settings.endpoint);
  if (isOpen) return 'endpoint of an application must be https';
  const urlTrouble = endpointProblem(settings.endpoint);
  return urlTrouble === undefined ? undefined : `endpoint ${urlTrouble}`;
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
  const problem = azureAccessProblem(settings);
  if (problem !== undefined) {
    throw new LocationError(location, `of the setting azure_storage is not usable: ${problem}.`);
  }
  return { settings, covers };
};

/**
 * The entry that covers a table's location most closely: see `closestEntry`.
 *
 * @throws LocationError that says which setting to add when there is none
 */
export const findAzureEntry = (location: AzureLocation, entries: readonly AzureEntry[]): AzureEntry => {
  const closest = closestEntry(location, entries);
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
