/** Environment variables by their names. */
export type Environment = Readonly<Record<string, string | undefined>>;

interface Setting {
  /** The variable of the environment that holds it. */
  readonly variable: string;
  /** Another name of the variable, from before. */
  readonly olderVariable?: string;
  /** The option of the client. */
  readonly option: string;
  readonly isSecret?: boolean;
}

/** What a login is made of, by the keys that profiles of the configuration file have. */
export const settings = {
  host: { variable: 'DATABRICKS_HOST', option: 'host' },
  auth_type: { variable: 'DATABRICKS_AUTH_TYPE', option: 'authType' },
  token: { variable: 'DATABRICKS_TOKEN', option: 'token', isSecret: true },
  client_id: { variable: 'DATABRICKS_CLIENT_ID', option: 'clientId' },
  client_secret: { variable: 'DATABRICKS_CLIENT_SECRET', option: 'clientSecret', isSecret: true },
  oidc_token_env: { variable: 'DATABRICKS_OIDC_TOKEN_ENV', option: 'oidcTokenEnv' },
  oidc_token_filepath: {
    variable: 'DATABRICKS_OIDC_TOKEN_FILEPATH',
    olderVariable: 'DATABRICKS_OIDC_TOKEN_FILE',
    option: 'oidcTokenFilepath',
  },
  token_audience: { variable: 'DATABRICKS_TOKEN_AUDIENCE', option: 'tokenAudience' },
  azure_workspace_resource_id: { variable: 'DATABRICKS_AZURE_RESOURCE_ID', option: 'azureWorkspaceResourceId' },
  azure_tenant_id: { variable: 'ARM_TENANT_ID', option: 'azureTenantId' },
  azure_client_id: { variable: 'ARM_CLIENT_ID', option: 'azureClientId' },
  azure_client_secret: { variable: 'ARM_CLIENT_SECRET', option: 'azureClientSecret', isSecret: true },
  azure_environment: { variable: 'ARM_ENVIRONMENT', option: 'azureEnvironment' },
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof settings;

/** The same with the type that all of them have. */
export const settingOf = (name: SettingName): Setting => settings[name];

/** Settings of methods that this client does not offer: official clients do, and would take them. */
const otherAuthVariables = [
  'DATABRICKS_USERNAME',
  'DATABRICKS_PASSWORD',
  'ARM_USE_MSI',
  'GOOGLE_CREDENTIALS',
  'DATABRICKS_GOOGLE_SERVICE_ACCOUNT',
];

const notAuth: readonly SettingName[] = ['auth_type', 'token_audience', 'azure_environment'];

/** With one of these the official clients take the login from the environment and leave the file alone. */
export const decisiveSettings = (Object.keys(settings) as SettingName[]).filter(name => !notAuth.includes(name));

/** The same for variables that are no settings here. */
export const decisiveVariables: readonly string[] = otherAuthVariables;
