import { ApiError } from '../http/api-error.ts';
import { type FetchedJson, FetchFailure, fetchJson } from '../http/fetch-json.ts';
import type { KeyVaultSetting } from './key-vault-setting.ts';

/** The clouds of Azure, by the ends of their vaults' names: who issues tokens, and what for. */
const clouds = [
  { suffix: '.vault.usgovcloudapi.net', authority: 'https://login.microsoftonline.us' },
  { suffix: '.vault.azure.cn', authority: 'https://login.chinacloudapi.cn' },
  { suffix: '.vault.azure.net', authority: 'https://login.microsoftonline.com' },
] as const;

/** Whether a host is that of a key vault of Azure. */
export const isVaultHost = (host: string): boolean => clouds.some(cloud => host.endsWith(cloud.suffix));

const cloudOf = (origin: string) => clouds.find(cloud => origin.endsWith(cloud.suffix)) ?? clouds[2];

const limits = { time: 10_000, bytes: 64 * 1024 };

/** A token is not used in its last minutes: it would end under way. In milliseconds. */
const spare = 5 * 60_000;

/** The access token for one vault, which Microsoft Entra ID gives for the credential of the configuration. */
export class VaultToken {
  readonly #url: string;
  readonly #form: URLSearchParams;
  #token: { readonly value: string; readonly usableUntil: number } | undefined;

  constructor(origin: string, { tenant_id, client_id, client_secret, authority }: KeyVaultSetting) {
    const cloud = cloudOf(origin);
    this.#url = `${(authority ?? cloud.authority).replace(/\/+$/, '')}/${encodeURIComponent(tenant_id)}/oauth2/v2.0/token`;
    const scope = `https://${cloud.suffix.slice(1)}/.default`;
    this.#form = new URLSearchParams({ grant_type: 'client_credentials', client_id, client_secret, scope });
  }

  /** The token. Throws ApiError when none is given. */
  async value(): Promise<string> {
    if (this.#token !== undefined && performance.now() < this.#token.usableUntil) return this.#token.value;
    const { status, json } = await this.#ask();
    const { access_token: value, expires_in: seconds } = (json ?? {}) as Record<string, unknown>;
    if (status !== 200 || typeof value !== 'string') {
      throw new ApiError(
        'PERMISSION_DENIED',
        `Microsoft Entra ID gives no token for the key vault: status ${status}. See tenant_id, client_id and client_secret of setting key_vaults.`,
      );
    }
    const lifetime = (Number(seconds) || 0) * 1000;
    this.#token = { value, usableUntil: performance.now() + lifetime - spare };
    return value;
  }

  /** The vault does not take the token any more. */
  forget(): void {
    this.#token = undefined;
  }

  async #ask(): Promise<FetchedJson> {
    try {
      return await fetchJson(this.#url, { method: 'POST', body: this.#form }, limits);
    } catch (cause) {
      if (!(cause instanceof FetchFailure)) throw cause;
      throw new ApiError('TEMPORARILY_UNAVAILABLE', `Microsoft Entra ID gives no answer: ${cause.problem}.`, { cause });
    }
  }
}
