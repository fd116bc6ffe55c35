import { nextPageToken } from '../fields.ts';
import { described, Type } from '../schema.ts';

export const OidcFederationPolicy = Type.Object(
  {
    issuer: Type.String({
      description: 'URL of the identity provider, equal to the claim `iss`; its keys are found through it.',
    }),
    subject_claim: Type.String({ description: 'Claim that names the bearer, such as `sub`, `oid` or `groups`.' }),
    subject: Type.String({ description: 'Value that this claim must have.' }),
    audiences: Type.Optional(
      Type.Array(Type.String(), {
        description:
          'Accepted values of the claim `aud`, of which a token needs one; absent means the endpoint of the recipient.',
      }),
    ),
  },
  { title: 'OidcFederationPolicy', description: 'What an OpenID Connect token must hold to be accepted.' },
);

export const FederationPolicy = Type.Object(
  {
    comment: Type.Optional(Type.String({ description: 'Free text for people.' })),
    create_time: Type.Optional(
      Type.String({ description: 'When the policy was created, as ISO 8601 text; set by the server.' }),
    ),
    id: Type.Optional(Type.String({ description: 'UUID of the policy; set by the server.' })),
    name: Type.Optional(
      Type.String({
        description: 'Name of the policy, unique for the recipient: lower-case letters, digits and hyphens.',
      }),
    ),
    oidc_policy: Type.Optional(described(OidcFederationPolicy, 'What a token must hold.')),
    update_time: Type.Optional(
      Type.String({ description: 'When the policy was last changed, as ISO 8601 text; set by the server.' }),
    ),
  },
  {
    title: 'FederationPolicy',
    description: 'Which tokens of an outside identity provider a recipient may sign in with.',
  },
);

export const ListFederationPoliciesResponse = Type.Object(
  {
    policies: Type.Optional(
      Type.Array(FederationPolicy, {
        description: 'The federation policies of the recipient of this page; absent when there are none.',
      }),
    ),
    next_page_token: nextPageToken,
  },
  { title: 'ListFederationPoliciesResponse', description: 'One page of the federation policies of a recipient.' },
);
