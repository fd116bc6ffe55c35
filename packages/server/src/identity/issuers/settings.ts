import { type Static, Type } from 'typebox';
import { urlProblem } from '../../http/allowed-url.ts';

const Claims = (description: string) =>
  Type.Record(Type.String(), Type.Array(Type.String({ minLength: 1 }), { minItems: 1 }), { description });

const Users = Type.Object(
  {
    claim: Type.Optional(
      Type.String({
        minLength: 1,
        description: 'Claim that holds the user name, such as `email` or `preferred_username`. Default: `sub`.',
      }),
    ),
    provision: Type.Optional(
      Type.Boolean({ description: 'Add a user who is not there yet at first sight. Default: false.' }),
    ),
  },
  {
    description:
      'Tokens of people: `claim` holds the user name (default `sub`), `provision: true` adds who is not there yet.',
    additionalProperties: false,
  },
);

const ServicePrincipals = Type.Object(
  {
    claim: Type.Optional(
      Type.String({
        minLength: 1,
        description: 'Claim that holds the application id, such as `azp` or `appid`. Default: `sub`.',
      }),
    ),
  },
  {
    description: 'Tokens of programs: `claim` holds the application id (default `sub`).',
    additionalProperties: false,
  },
);

const Workload = Type.Object(
  {
    application_id: Type.String({ minLength: 1, description: 'Service principal that the workload signs in as.' }),
    claims: Claims('What each of these claims must be, by patterns with `*`.'),
  },
  { additionalProperties: false },
);

/** One issuer of OpenID Connect tokens that the workspace trusts. */
export const IssuerSetting = Type.Object(
  {
    issuer: Type.String({
      description: 'URL of the issuer, exactly as its tokens have it in `iss`. `https`; `http` only to this machine.',
    }),
    audiences: Type.Optional(
      Type.Array(Type.String({ minLength: 1 }), {
        minItems: 1,
        description: 'Values of `aud`, one of which a token must have. Default: `<public_url>/oidc/v1/token`.',
      }),
    ),
    users: Type.Optional(Users),
    service_principals: Type.Optional(ServicePrincipals),
    workloads: Type.Optional(
      Type.Array(Workload, {
        description:
          'Tokens of programs that know no application id, such as pipelines: `application_id`, and `claims` by name, each with patterns of which one must match; `*` stands for anything.',
      }),
    ),
    claims: Type.Optional(
      Claims('What must hold for every token: claims by name, each with patterns of which one must match.'),
    ),
    client_id: Type.Optional(
      Type.String({ minLength: 1, description: 'Client that signs people in interactively, on the sign-in page.' }),
    ),
    client_secret: Type.Optional(
      Type.String({ minLength: 1, description: 'Its secret, unless it is a public client that has none.' }),
    ),
    name: Type.Optional(
      Type.String({ minLength: 1, description: 'What the sign-in page calls the issuer. Default: its host.' }),
    ),
  },
  { description: 'An issuer of OpenID Connect tokens.', additionalProperties: false },
);

export type IssuerSetting = Static<typeof IssuerSetting>;

/** The Entra tenant and the Azure resource that the workspace stands for. */
export const AzureSetting = Type.Object(
  {
    tenant_id: Type.String({
      pattern: '^[0-9a-fA-F-]{36}$',
      description: 'The Entra tenant whose tokens are trusted.',
    }),
    workspace_resource_id: Type.String({
      pattern: '^/subscriptions/[^/]+/resource[gG]roups/[^/]+/providers/[^/]+/[^/]+/[^/]+$',
      description:
        'Azure resource that the workspace stands for: what `X-Databricks-Azure-Workspace-Resource-Id` must name.',
    }),
    authority: Type.Optional(
      Type.String({ description: 'Where Entra is. Default: `https://login.microsoftonline.com`.' }),
    ),
    resource_manager: Type.Optional(
      Type.String({ description: 'Where Azure Resource Manager is. Default: `https://management.azure.com`.' }),
    ),
    provision_users: Type.Optional(
      Type.Boolean({ description: 'Add a user of the tenant who is not there yet at first sight. Default: false.' }),
    ),
    admit_contributors: Type.Optional(
      Type.Boolean({
        description:
          'Make a service principal that is not there yet a workspace administrator when it sends a management token with which Resource Manager lets it write the resource. Default: false.',
      }),
    ),
  },
  {
    description: 'Sign-in by Microsoft Entra tokens, as in Azure Databricks. Only in the configuration file.',
    additionalProperties: false,
  },
);

export type AzureSetting = Static<typeof AzureSetting>;

const issuerProblem = ({
  issuer,
  users,
  service_principals,
  workloads,
  ...rest
}: IssuerSetting): string | undefined => {
  const ofUrl = urlProblem(issuer);
  if (ofUrl !== undefined) return `issuer ${ofUrl}`;
  if (users === undefined && service_principals === undefined && workloads === undefined) {
    return 'says of nobody whose tokens these are: give users, service_principals or workloads';
  }
  if (workloads?.some(({ claims }) => Object.keys(claims).length === 0)) {
    return 'has a workload without claims, which every token of the issuer would match';
  }
  if (rest.client_secret !== undefined && rest.client_id === undefined) return 'has a client_secret and no client_id';
  if (rest.client_id !== undefined && users === undefined) {
    return 'has a client_id, which signs in people, and no users';
  }
  return undefined;
};

/**
 * What is wrong with the settings `issuers` and `azure` that their schema does not see.
 *
 * @returns a sentence that names the setting; undefined when all is well
 */
export const issuersProblem = (
  issuers: readonly IssuerSetting[],
  azure: AzureSetting | undefined,
): string | undefined => {
  for (const [index, setting] of issuers.entries()) {
    const problem = issuerProblem(setting);
    if (problem !== undefined) return `Setting issuers.${index} ${problem}.`;
    if (issuers.findIndex(({ issuer }) => issuer === setting.issuer) !== index) {
      return `Setting issuers.${index} names ${setting.issuer} a second time. Put what both say into one entry.`;
    }
  }
  for (const name of ['authority', 'resource_manager'] as const) {
    const url = azure?.[name];
    const problem = url === undefined ? undefined : urlProblem(url);
    if (problem !== undefined) return `Setting azure.${name} ${problem}.`;
  }
  return undefined;
};
