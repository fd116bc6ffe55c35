// Made by `npm run generate` from packages/contract. Change it there.

/** The content of a profile file, in the names of the Delta Sharing protocol. */
export interface RetrieveTokenResponse {
  /** The token; it is shown this once. */
  bearerToken?: string;
  /** URL of the sharing server. */
  endpoint?: string;
  /** When the token ends, as ISO 8601 text in UTC. */
  expirationTime?: string;
  /** Version of the profile format: 1. */
  shareCredentialsVersion?: number;
}
