// Made by `npm run generate` from packages/contract. Change it there.

/** Which tokens of an outside identity provider a recipient may sign in with. */
export interface FederationPolicy {
  /** Free text for people. */
  comment?: string;
  /** When the policy was created, as ISO 8601 text; set by the server. */
  create_time?: string;
  /** UUID of the policy; set by the server. */
  id?: string;
  /** Name of the policy, unique for the recipient: lower-case letters, digits and hyphens. */
  name?: string;
  /** What a token must hold. */
  oidc_policy?: OidcFederationPolicy;
  /** When the policy was last changed, as ISO 8601 text; set by the server. */
  update_time?: string;
}

/** One page of the federation policies of a recipient. */
export interface ListFederationPoliciesResponse {
  /** The federation policies of the recipient of this page; absent when there are none. */
  policies?: readonly FederationPolicy[];
  /** Send it as `page_token` to get the next page; absent or empty on the last page. */
  next_page_token?: string;
}

/** What an OpenID Connect token must hold to be accepted. */
export interface OidcFederationPolicy {
  /** URL of the identity provider, equal to the claim `iss`; its keys are found through it. */
  issuer: string;
  /** Claim that names the bearer, such as `sub`, `oid` or `groups`. */
  subject_claim: string;
  /** Value that this claim must have. */
  subject: string;
  /** Accepted values of the claim `aud`, of which a token needs one; absent means the endpoint of the recipient. */
  audiences?: readonly string[];
}
