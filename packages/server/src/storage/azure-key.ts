import { createSecretKey } from 'node:crypto';
import { FetchFailure, fetchJson } from '../http/fetch-json.ts';
import { azureRequest } from './azure-client.ts';
import { azureTime, type SasKey } from './azure-sas.ts';
import { type AzureApplication, type AzureSettings, accountUrl, applicationOf } from './azure-settings.ts';
import { StorageError } from './errors.ts';
import type { AzureLocation } from './location.ts';
import { collectStream } from './streams.ts';
import { field } from './xml.ts';

/** What gives the key that an entry of the settings signs with. */
export interface AzureKey {
  /** The key, which is asked for when there is none or when it ends soon. Throws `StorageError`, or as `azureRequest` does. */
  ready(): Promise<SasKey>;
  /** A key that lives until `expiresAt` at least, asked for when there is none. Throws as `ready` does. */
  lasting(expiresAt: number): Promise<SasKey>;
  /** Gives up a key that the account refuses, for it may have been revoked there. Says whether there may be another one. */
  giveUp(refused: SasKey): boolean;
}

const second = 1_000;
const minute = 60 * second;
const day = 24 * 60 * minute;

/** Milliseconds that the clocks of this machine and of Azure may differ. */
const skew = 5 * minute;
/** How long a new key lives from now on: seven days, by Azure, from a beginning that has passed everywhere. */
const keyLife = 7 * day - 2 * skew;
/** A key is renewed when a day of it is over: URLs may live as long as what remains. */
const renewedAfter = day;
/** A key that is refused so soon after it was given is not the trouble. */
const leastAge = minute;

/** Who issues tokens in each cloud, by what its storage hosts end with. */
const authorities: Readonly<Record<string, string>> = {
  'core.chinacloudapi.cn': 'https://login.chinacloudapi.cn',
  'core.usgovcloudapi.net': 'https://login.microsoftonline.us',
};

const tokenLimits = { time: 10_000, bytes: 64 * 1024 };
const largestAnswer = 64 * 1024;
const advice =
  'Check tenant_id, client_id and client_secret of the storage credential, or of the entry in the setting azure_storage.';

const fetchToken = async (application: AzureApplication, domain: string): Promise<string> => {
  const { tenant_id, client_id, client_secret } = application;
  const authority = application.authority ?? authorities[domain] ?? 'https://login.microsoftonline.com';
  const url = `${authority.replace(/\/+$/, '')}/${encodeURIComponent(tenant_id)}/oauth2/v2.0/token`;
  const scope = 'https://storage.azure.com/.default';
  const form = new URLSearchParams({ grant_type: 'client_credentials', client_id, client_secret, scope });
  try {
    const { status, json } = await fetchJson(url, { method: 'POST', body: form }, tokenLimits);
    const { access_token: token } = (json ?? {}) as Record<string, unknown>;
    if (status === 200 && typeof token === 'string') return token;
    throw new StorageError(
      'ACCESS_DENIED',
      `Microsoft Entra ID gives no token for Azure storage: ${status}. ${advice}`,
    );
  } catch (error) {
    if (!(error instanceof FetchFailure)) throw error;
    throw new StorageError('UNAVAILABLE', `Microsoft Entra ID gives no answer (${error.problem}). ${advice}`);
  }
};

/** Asks the account for a user delegation key. Rule: https://learn.microsoft.com/rest/api/storageservices/get-user-delegation-key */
const fetchKey = async (at: AzureLocation, settings: AzureSettings, application: AzureApplication): Promise<SasKey> => {
  const token = await fetchToken(application, at.domain);
  const now = Date.now();
  const life = `<Start>${azureTime(now - skew)}</Start><Expiry>${azureTime(now + keyLife)}</Expiry>`;
  const answer = await azureRequest(`${accountUrl(at, settings)}/?restype=service&comp=userdelegationkey`, {
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/xml' },
    body: `<?xml version="1.0" encoding="utf-8"?><KeyInfo>${life}</KeyInfo>`,
  });
  const xml = Buffer.from(await collectStream(answer, 'The user delegation key', largestAnswer)).toString('utf8');
  const get = (name: string): string => {
    const value = field(xml, name);
    if (value !== undefined && value !== '') return value;
    throw new StorageError('FAILED', `The user delegation key of account ${at.account} comes without ${name}.`);
  };
  return {
    account: at.account,
    secret: createSecretKey(Buffer.from(get('Value'), 'base64')),
    delegation: {
      objectId: get('SignedOid'),
      tenantId: get('SignedTid'),
      start: get('SignedStart'),
      expiry: get('SignedExpiry'),
      service: get('SignedService'),
      version: get('SignedVersion'),
    },
  };
};

const endOf = ({ delegation }: SasKey): number => Date.parse(delegation?.expiry ?? '');

const delegatedKey = (fetchNew: () => Promise<SasKey>): AzureKey => {
  let key: SasKey | undefined;
  let fetched = 0;
  let fetching: Promise<SasKey> | undefined;
  const renew = async (): Promise<SasKey> => {
    try {
      key = await fetchNew();
      fetched = Date.now();
      return key;
    } catch (error) {
      // What is at hand still signs; the next request tries again.
      if (key !== undefined && endOf(key) - Date.now() > renewedAfter) return key;
      throw error;
    } finally {
      fetching = undefined;
    }
  };
  const ready = async (): Promise<SasKey> => {
    if (key !== undefined && endOf(key) - Date.now() > keyLife - renewedAfter) return key;
    fetching ??= renew();
    return fetching;
  };
  return {
    ready,
    lasting: async expiresAt => {
      if (key !== undefined && expiresAt <= endOf(key)) return key;
      const newest = await ready();
      if (expiresAt <= endOf(newest)) return newest;
      const problem = 'ends before what it is to sign: lower signed_url_seconds';
      throw new StorageError('UNAVAILABLE', `The user delegation key for Azure storage ${problem}.`);
    },
    giveUp: refused => {
      if (refused !== key) return true;
      if (Date.now() - fetched < leastAge) return false;
      key = undefined;
      return true;
    },
  };
};

const accountKey = (account: string, base64: string): AzureKey => {
  const key: SasKey = { account, secret: createSecretKey(Buffer.from(base64, 'base64')) };
  return { ready: () => Promise.resolve(key), lasting: () => Promise.resolve(key), giveUp: () => false };
};

const keys = new WeakMap<AzureSettings, AzureKey>();

/** The key of an entry of the settings, shared by all tables that the entry covers. */
export const azureKey = (at: AzureLocation, settings: AzureSettings): AzureKey => {
  const known = keys.get(settings);
  if (known !== undefined) return known;
  const application = applicationOf(settings);
  const made =
    application === undefined
      ? accountKey(at.account, settings.account_key ?? '')
      : delegatedKey(() => fetchKey(at, settings, application));
  keys.set(settings, made);
  return made;
};
