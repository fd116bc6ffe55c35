import { ConfigSchema } from '@boathouse/server';

/** What the page needs of the schema of one setting. */
interface Setting extends Fields {
  readonly type?: string;
  readonly default?: unknown;
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Fields;
}

/** What a setting that is an object, or a list of them, is made of. */
interface Fields {
  readonly properties?: Readonly<Record<string, Setting>>;
  readonly required?: readonly string[];
}

const settings = ConfigSchema.properties as unknown as Readonly<Record<string, Setting>>;

const showDefault = (value: unknown): string =>
  Array.isArray(value) && value.length === 0 ? 'none' : `\`${String(value)}\``;

/** The type of a setting with the values that it may have. */
const kindOf = ({ type = '', enum: values, minimum, maximum }: Setting): string => {
  if (values !== undefined) return values.map(value => `\`${value}\``).join(', ');
  if (minimum === undefined) return type;
  return maximum === undefined ? `${type}, at least ${minimum}` : `${type}, ${minimum} to ${maximum}`;
};

const row = (name: string, setting: Setting, isRequired = false): string => {
  const byDefault = setting.default === undefined ? '–' : showDefault(setting.default);
  return `| \`${name}\` | ${kindOf(setting)} | ${isRequired ? 'required' : byDefault} | ${setting.description ?? ''} |`;
};

const table = (rows: readonly string[]): string =>
  ['| setting | type | default | what it does |', '| --- | --- | --- | --- |', ...rows].join('\n');

const fieldTable = ({ properties = {}, required = [] }: Fields): string =>
  table(Object.entries(properties).map(([name, field]) => row(name, field, required.includes(name))));

/** A section for each setting that is made of others. */
const sections = (): string =>
  Object.entries(settings)
    .flatMap(([name, setting]) => {
      if (setting.properties !== undefined) return [`## Fields of \`${name}\`\n\n${fieldTable(setting)}`];
      const { items } = setting;
      return items?.properties === undefined ? [] : [`## Entries of \`${name}\`\n\n${fieldTable(items)}`];
    })
    .join('\n\n');

/** `docs/guides/configuration.md`: every setting of a workspace, from the schema that they are checked by. */
export const configurationPage = (): string => `<!-- Made by \`npm run generate\`. -->
# Configuration

Settings come from three places: flags of \`boathouse serve\` (\`--local-root\`), variables of the environment
(\`BOATHOUSE_LOCAL_ROOTS\`), and a YAML file that \`--config\` names. Where more than one has a setting, flags win over the
environment, and the environment over the file. There is a flag for the settings that \`boathouse serve --help\` lists, and a
variable for every setting below that does not say *only in the configuration file*. Lists in a variable have commas between
their items.

In the file, \`\${NAME}\` stands for a variable of the environment, so that secrets need not be written down. A flag, or a name
in the file, that does not exist is an error. The file is read at the start: restart the workspace after a change.

\`\`\`yaml
# boathouse serve --config boathouse.yaml
public_url: https://data.example.com
database: postgres://boathouse:\${DATABASE_PASSWORD}@db.internal:5432/boathouse
s3:
  - location: s3://my-tables
    region: eu-central-1
    access_key_id: \${S3_KEY_ID}
    secret_access_key: \${S3_SECRET}
azure_storage:
  - location: abfss://tables@mylake.dfs.core.windows.net
    account_key: \${AZURE_ACCOUNT_KEY}
issuers:
  - issuer: https://login.example.com          # people: by bearer token, and on the sign-in page
    audiences: [boathouse]
    users: { claim: email, provision: true }
    claims: { hd: [example.com] }
    client_id: boathouse
    client_secret: \${LOGIN_SECRET}
  - issuer: https://token.actions.githubusercontent.com   # pipelines: by token exchange
    workloads:
      - application_id: 5ad3c1a2-0f7e-4b7e-9c8e-2f6d1c0b9a11
        claims: { sub: ['repo:acme/etl:ref:refs/heads/main'] }
azure:
  tenant_id: 11111111-2222-3333-4444-555555555555
  workspace_resource_id: /subscriptions/…/resourceGroups/…/providers/Microsoft.Databricks/workspaces/data
\`\`\`

${table(Object.entries(settings).map(([name, setting]) => row(name, setting)))}

${sections()}
`;
