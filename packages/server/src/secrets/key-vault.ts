import { ApiError } from '../http/api-error.ts';
import { type FetchedJson, FetchFailure, type FetchProblem, fetchJson } from '../http/fetch-json.ts';
import type { KeyVaultSetting } from './key-vault-setting.ts';
import { VaultToken } from './vault-token.ts';

/** A key of a vault, as the workspace lists it. */
export interface VaultSecret {
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly last_updated_timestamp: number;
}

const apiVersion = '7.4';
/** A secret of a vault has at most 25 kB, a page 25 names; a list ends after this many pages. */
const limits = { time: 10_000, bytes: 1024 * 1024 };
const maxPages = 400;
const listTime = 30_000;

const problems: Record<FetchProblem, ConstructorParameters<typeof ApiError>> = {
  unreachable: ['TEMPORARILY_UNAVAILABLE', 'cannot be reached'],
  timeout: ['TEMPORARILY_UNAVAILABLE', `did not answer within ${limits.time / 1000} seconds`],
  redirect: ['BAD_REQUEST', 'answered with a redirect, which is not followed'],
  'too-large': ['RESOURCE_LIMIT_EXCEEDED', `answered with more than ${limits.bytes} bytes`],
  'not-json': ['BAD_REQUEST', 'answered with something that is not JSON'],
};

/** A page of a list, as far as it can be relied on. */
interface Page {
  readonly value?: unknown;
  readonly nextLink?: unknown;
}

/** One key vault, read live with the workspace's own credential. */
export class KeyVault {
  readonly #origin: string;
  readonly #token: VaultToken;

  /** @param origin where the vault is: `https://name.vault.azure.net` */
  constructor(origin: string, settings: KeyVaultSetting) {
    this.#origin = origin;
    this.#token = new VaultToken(origin, settings);
  }

  /**
   * The keys of the vault.
   *
   * @throws ApiError that says what the vault said
   */
  async list(): Promise<VaultSecret[]> {
    const found: VaultSecret[] = [];
    let next: string | undefined = `${this.#origin}/secrets?api-version=${apiVersion}`;
    const end = performance.now() + listTime;
    for (let pages = 0; next !== undefined; pages += 1) {
      if (performance.now() > end) throw this.#error('TEMPORARILY_UNAVAILABLE', 'takes too long to list its secrets');
      if (pages === maxPages)
        throw this.#error('RESOURCE_LIMIT_EXCEEDED', `lists more than ${maxPages} pages of secrets`);
      const page = (await this.#get(next)) as Page;
      const items: readonly unknown[] = Array.isArray(page.value) ? page.value : [];
      for (const item of items) found.push(this.#toSecret(item));
      next = this.#nextPage(page.nextLink);
    }
    return found;
  }

  /**
   * The newest version of a secret.
   *
   * @throws ApiError RESOURCE_DOES_NOT_EXIST, PERMISSION_DENIED, or another that says what the vault said
   */
  async read(key: string): Promise<Buffer> {
    // The vault's own rule for names; a dot or a slash in one would change the path.
    if (!/^[0-9A-Za-z-]{1,127}$/.test(key)) throw this.#error('RESOURCE_DOES_NOT_EXIST', `has no secret ${key}`);
    const { value } = (await this.#get(`${this.#origin}/secrets/${key}?api-version=${apiVersion}`, key)) as {
      readonly value?: unknown;
    };
    if (typeof value !== 'string') throw this.#error('BAD_REQUEST', `gave no value for secret ${key}`);
    return Buffer.from(value);
  }

  async #get(url: string, key?: string): Promise<object> {
    let { status, json } = await this.#fetch(url);
    if (status === 401) {
      // The token may have been taken back before its time.
      this.#token.forget();
      ({ status, json } = await this.#fetch(url));
    }
    if (status === 200 && typeof json === 'object' && json !== null) return json;
    throw this.#refusal(status, key);
  }

  async #fetch(url: string): Promise<FetchedJson> {
    const authorization = `Bearer ${await this.#token.value()}`;
    try {
      return await fetchJson(url, { headers: { authorization, accept: 'application/json' } }, limits);
    } catch (cause) {
      if (!(cause instanceof FetchFailure)) throw cause;
      const [code, what] = problems[cause.problem];
      throw this.#error(code, what, cause);
    }
  }

  #refusal(status: number, key: string | undefined): ApiError {
    if (status === 404 && key !== undefined) return this.#error('RESOURCE_DOES_NOT_EXIST', `has no secret ${key}`);
    if (status === 401 || status === 403) {
      return this.#error(
        'PERMISSION_DENIED',
        'does not let the workspace read its secrets. Give its identity Get and List',
      );
    }
    if (status === 429) return this.#error('REQUEST_LIMIT_EXCEEDED', 'has had too many requests. Try again later');
    if (status >= 500) return this.#error('TEMPORARILY_UNAVAILABLE', `answered with status ${status}`);
    return this.#error('INVALID_PARAMETER_VALUE', `answered with status ${status}`);
  }

  #error(code: ConstructorParameters<typeof ApiError>[0], what: string, cause?: unknown): ApiError {
    return new ApiError(code, `Key vault ${this.#origin} ${what}.`, { cause });
  }

  #toSecret(item: unknown): VaultSecret {
    const { id, attributes } = (item ?? {}) as { readonly id?: unknown; readonly attributes?: unknown };
    const [, key] = typeof id === 'string' ? (/\/secrets\/([0-9A-Za-z-]{1,127})$/.exec(id) ?? []) : [];
    if (key === undefined) throw this.#error('BAD_REQUEST', 'lists a secret without a name');
    const { updated } = (attributes ?? {}) as { readonly updated?: unknown };
    return { key, last_updated_timestamp: typeof updated === 'number' ? updated * 1000 : 0 };
  }

  /** The link is the vault's word: one that leads elsewhere would carry the credential there. */
  #nextPage(link: unknown): string | undefined {
    if (typeof link !== 'string' || link === '') return undefined;
    const url = URL.parse(link);
    if (url?.origin !== this.#origin || url.pathname !== '/secrets') {
      throw this.#error('BAD_REQUEST', 'continues its list at another address, which is not followed');
    }
    return url.href;
  }
}
