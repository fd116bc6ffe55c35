import { described, Enum, Secret, Type } from '../schema.ts';

export const PartnerCategory = Enum(
  [
    'BI_AND_VIZ',
    'DATA_GOVERNANCE',
    'DATA_PREP_AND_TRANSFORM',
    'DATA_QUALITY',
    'INGEST',
    'ML',
    'REVERSE_ETL',
    'SECURITY_AND_GOVERNANCE',
    'SEMANTIC_LAYER',
  ],
  { title: 'PartnerCategory', description: 'Section of the Partner Connect page that the tile of a partner is in.' },
);

export const PartnerIntegrationType = Enum(
  [
    'CLUSTER_COMPUTE',
    'NO_INTEGRATION',
    'WAREHOUSE_READ',
    'WAREHOUSE_READ_WRITE',
    'WAREHOUSE_WRITE',
    'WORKSPACE_MANAGEMENT',
  ],
  {
    title: 'PartnerIntegrationType',
    description: 'What a partner works with in the workspace, which decides what it is granted when it connects.',
  },
);

export const PartnerFeature = Enum(['EXTERNAL_LOCATION', 'NON_ADMIN', 'UNITY_CATALOG'], {
  title: 'PartnerFeature',
  description: 'Something that a partner supports beyond the minimum.',
});

export const PartnerAuthOption = Enum(['AUTH_OAUTH_M2M', 'AUTH_OAUTH_U2M', 'AUTH_PAT'], {
  title: 'PartnerAuthOption',
  description: 'How a partner signs in at the workspace: personal access token, or OAuth for a program or a user.',
});

export const SelfTestPartner = Type.Object(
  {
    name: Type.String({
      description: 'Name on the tile; the service principal of a connection is named after it.',
      minLength: 1,
    }),
    category: described(PartnerCategory, 'Section of the page that the tile is in.'),
    connect_url: Type.String({ description: 'URL that a new connection is sent to. Plain http only on this machine.' }),
    sign_up_url: Type.String({ description: 'URL that users are sent to when the partner refuses a connection.' }),
    terms_of_service_url: Type.String({ description: 'URL of the terms that users agree to by connecting.' }),
    privacy_policy_url: Type.String({ description: 'URL of the privacy policy that users agree to by connecting.' }),
    hostnames: Type.Optional(
      Type.String({
        description: 'Hosts that the partner may redirect a user to, separated by commas; required without `hostname`.',
      }),
    ),
    hostname: Type.Optional(
      Type.String({ description: 'What `hostnames` is called in old configuration files; `hostnames` wins.' }),
    ),
    integration_type: described(PartnerIntegrationType, 'What the partner works with, and so what it is granted.'),
    delete_url: Type.Optional(
      Type.String({ description: 'URL that is told when a connection is deleted; absent: nobody is told.' }),
    ),
    supported_features: Type.Optional(
      Type.Array(PartnerFeature, { description: 'What the partner supports beyond the minimum; absent: nothing.' }),
    ),
    auth_options: Type.Optional(
      Type.Array(PartnerAuthOption, {
        description: 'How the partner can sign in; absent or empty: AUTH_PAT. AUTH_PAT excludes AUTH_OAUTH_M2M.',
      }),
    ),
  },
  { title: 'SelfTestPartner', description: 'The configuration of a partner that tests its own integration.' },
);

export const CreateSelfTestPartnerResponse = Type.Object(
  {
    id: Secret({ description: 'Id of the partner, 32 hex digits in upper case; the partner keeps it like a key.' }),
  },
  { title: 'CreateSelfTestPartnerResponse', description: 'The id of the new partner.' },
);

export const SelfTestPartnerSummary = Type.Object(
  {
    id: Secret({ description: 'Id of the partner, as its creation gave it.' }),
    name: Type.String({ description: 'Name on the tile.' }),
  },
  { title: 'SelfTestPartnerSummary', description: 'A self-testing partner without its configuration.' },
);

export const GetSelfTestPartnersResponse = Type.Object(
  {
    partners: Type.Optional(
      Type.Array(SelfTestPartnerSummary, {
        description: 'The active partner; absent without one, because the reference client reads `[]` as a partner.',
      }),
    ),
  },
  { title: 'GetSelfTestPartnersResponse', description: 'The self-testing partner of the workspace, if there is one.' },
);
