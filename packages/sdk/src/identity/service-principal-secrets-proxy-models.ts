// Made by `npm run generate` from packages/contract. Change it there.

/** A new OAuth secret together with its value, which is shown this once. */
export interface CreateServicePrincipalSecretResponse {
  /** When the secret was made, as an RFC 3339 timestamp in UTC. */
  create_time?: string;
  /** When the secret stops being accepted, as an RFC 3339 timestamp in UTC. */
  expire_time?: string;
  /** Identifier of the secret; deletion takes it. It authenticates nobody. */
  id?: string;
  /** API scopes that access tokens obtained with this secret are limited to; absent means no limit. */
  scopes?: readonly string[];
  /** Secret value, the `client_secret` of the token endpoint. Returned only here; it cannot be read again. */
  secret?: string;
  /** Hash of the secret value, to recognise a stored secret; the value cannot be computed from it. */
  secret_hash?: string;
  /** State of the secret; `ACTIVE` while the token endpoint accepts it. */
  status?: string;
  /** When the secret was last changed, as an RFC 3339 timestamp in UTC. */
  update_time?: string;
}

/** One page of the OAuth secrets of a service principal, without their values. */
export interface ListServicePrincipalSecretsResponse {
  /** The OAuth secrets of the service principal of this page; absent when there are none. */
  secrets?: readonly SecretInfo[];
  /** Send it as `page_token` to get the next page; absent or empty on the last page. */
  next_page_token?: string;
}

/** An OAuth secret of a service principal as listed, without its value. */
export interface SecretInfo {
  /** When the secret was made, as an RFC 3339 timestamp in UTC. */
  create_time?: string;
  /** When the secret stops being accepted, as an RFC 3339 timestamp in UTC. */
  expire_time?: string;
  /** Identifier of the secret; deletion takes it. It authenticates nobody. */
  id?: string;
  /** API scopes that access tokens obtained with this secret are limited to; absent means no limit. */
  scopes?: readonly string[];
  /** Hash of the secret value, to recognise a stored secret; the value cannot be computed from it. */
  secret_hash?: string;
  /** State of the secret; `ACTIVE` while the token endpoint accepts it. */
  status?: string;
  /** When the secret was last changed, as an RFC 3339 timestamp in UTC. */
  update_time?: string;
}
