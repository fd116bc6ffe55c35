/** What whoever holds temporary credentials may do with a table's files. */
export type VendedOperation = 'READ' | 'READ_WRITE';

/** What temporary credentials are asked for. */
export interface VendOptions {
  readonly operation: VendedOperation;
  /** How long they should live, in seconds. Clouds have bounds of their own: what was given says when it really ends. */
  readonly seconds: number;
  /** Whom they are for: goes into the cloud's own logs where it has a place for it. A UUID. */
  readonly holder: string;
}

/** Keys of a session in AWS, or of a store that speaks its security token service. */
export interface AwsSession {
  readonly kind: 'aws';
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** A shared access signature of a directory: the query of a URL, without `?`. */
export interface AzureSas {
  readonly kind: 'azure';
  readonly sasToken: string;
}

/** An OAuth token of Google Cloud with an access boundary. */
export interface GcpToken {
  readonly kind: 'gcp';
  readonly oauthToken: string;
}

/** Credentials that reach what is below one location, and nothing beside it. */
export type TemporaryCredentials = (AwsSession | AzureSas | GcpToken) & {
  /** When they end, as the cloud says: milliseconds since 1970. */
  readonly expiresAt: number;
};

/** The shortest and the longest life that can be asked for, in seconds: what AWS allows. */
export const shortestVend = 900;
export const longestVend = 43_200;
