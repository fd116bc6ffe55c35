import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey, type LocalJWKSet } from 'jose';
import { fetchDocument, IssuerError } from './ask-issuer.ts';

/** Keys are fetched again after this long, so that those that an issuer withdraws stop counting. Milliseconds. */
const freshFor = 60 * 60 * 1000;

/** While an issuer is away, its keys count for this long. Milliseconds. */
const usableFor = 24 * 60 * 60 * 1000;

/** An issuer is asked again no sooner than this: after a failure, and for a key that it did not have. Milliseconds. */
const pauseBetween = 30_000;

const mostKeys = 100;

/** Where the keys of an issuer are found. */
export interface KeySource {
  /** The URL of the discovery document. */
  readonly discoveryUrl: string;
  /** What the document must have as `issuer`. */
  readonly issuer: string;
}

/** What an issuer says of itself. */
export interface IssuerMetadata {
  readonly authorizationEndpoint: string | undefined;
  readonly tokenEndpoint: string | undefined;
}

interface Fetched {
  readonly at: number;
  readonly keys: LocalJWKSet;
  readonly metadata: IssuerMetadata;
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** jose checks each key when it is used, and here that they are keys at all. */
const toKeys = (set: Readonly<Record<string, unknown>>, url: string): LocalJWKSet => {
  const { keys } = set;
  if (!Array.isArray(keys) || keys.length > mostKeys) {
    throw new IssuerError(`${url} must hold a list of at most ${mostKeys} keys`);
  }
  try {
    return createLocalJWKSet(set as unknown as JSONWebKeySet);
  } catch (cause) {
    throw new IssuerError(`${url} holds something else than keys`, { cause });
  }
};

const fetchAll = async ({ discoveryUrl, issuer }: KeySource, at: number): Promise<Fetched> => {
  const document = await fetchDocument(discoveryUrl, discoveryUrl);
  if (document['issuer'] !== issuer) {
    throw new IssuerError(`${discoveryUrl} is the document of another issuer: ${JSON.stringify(document['issuer'])}`);
  }
  const keysUrl = textOf(document['jwks_uri']);
  if (keysUrl === undefined) throw new IssuerError(`${discoveryUrl} names no jwks_uri`);
  return {
    at,
    keys: toKeys(await fetchDocument(keysUrl, discoveryUrl), keysUrl),
    metadata: {
      authorizationEndpoint: textOf(document['authorization_endpoint']),
      tokenEndpoint: textOf(document['token_endpoint']),
    },
  };
};

const isUnknownKey = (error: unknown): boolean => error instanceof errors.JWKSNoMatchingKey;

/**
 * The keys of one issuer: fetched when they are first asked for, kept for an hour, fetched again for a key id that is not
 * among them. However many requests wait for them, the issuer is asked once, and at most every half minute.
 */
export class KeySet {
  readonly #source: KeySource;
  readonly #now: () => number;
  #fetched: Fetched | undefined;
  #running: Promise<Fetched> | undefined;
  #asked = Number.NEGATIVE_INFINITY;
  #failure: unknown;

  /** @param now milliseconds since 1970 */
  constructor(source: KeySource, now: () => number) {
    this.#source = source;
    this.#now = now;
  }

  /** Finds the key of a token, for `jwtVerify`. Throws IssuerError when there are no keys to look among. */
  readonly find: JWTVerifyGetKey = async (header, token) => {
    const { keys, at } = await this.#current();
    try {
      return await keys(header, token);
    } catch (error) {
      if (!isUnknownKey(error) || this.#isResting()) throw error;
      const renewed = await this.#fetch().catch(() => undefined);
      if (renewed === undefined || renewed.at === at) throw error;
      return renewed.keys(header, token);
    }
  };

  /** Where people sign in. Throws IssuerError when the issuer cannot be asked. */
  async metadata(): Promise<IssuerMetadata> {
    return (await this.#current()).metadata;
  }

  async #current(): Promise<Fetched> {
    const age = this.#fetched === undefined ? Number.POSITIVE_INFINITY : this.#now() - this.#fetched.at;
    if (this.#fetched !== undefined && (age < freshFor || (age < usableFor && this.#isResting()))) return this.#fetched;
    if (this.#isResting() && this.#running === undefined) throw this.#failure;
    try {
      return await this.#fetch();
    } catch (error) {
      if (this.#fetched !== undefined && age < usableFor) return this.#fetched;
      throw error;
    }
  }

  #isResting(): boolean {
    return this.#now() - this.#asked < pauseBetween;
  }

  #fetch(): Promise<Fetched> {
    this.#running ??= this.#fetchNow().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #fetchNow(): Promise<Fetched> {
    this.#asked = this.#now();
    try {
      this.#fetched = await fetchAll(this.#source, this.#asked);
      return this.#fetched;
    } catch (error) {
      this.#failure = error;
      throw error;
    }
  }
}
