import { ConfigSchema } from '@boathouse/server';

/** What the page needs of the schema of one setting. */
interface Setting extends Fields {
  readonly type?: string;
  readonly default?: unknown;
  readonly description?: string;
  readonly enum?: readonly string[];
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

const row = (name: string, setting: Setting): string => {
  const kind = setting.enum === undefined ? (setting.type ?? '') : setting.enum.map(value => `\`${value}\``).join(', ');
  const byDefault = setting.default === undefined ? '–' : showDefault(setting.default);
  return `| \`${name}\` | ${kind} | ${byDefault} | ${setting.description ?? ''} |`;
};

const table = (rows: readonly string[]): string =>
  ['| setting | type | default | what it does |', '| --- | --- | --- | --- |', ...rows].join('\n');

const fieldTable = ({ properties = {}, required = [] }: Fields): string =>
  table(
    Object.entries(properties).map(([name, field]) =>
      row(name, { ...field, ...(required.includes(name) ? { default: 'required' } : {}) }),
    ),
  );

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

Settings come from flags (\`--local-root\`), from the environment (\`BOATHOUSE_LOCAL_ROOTS\`), and from a YAML file that
\`--config\` names; the first of these that has a setting wins. In the file, \`\${NAME}\` stands for a variable of the
environment, so that secrets need not be written down. A setting that does not exist is an error.

\`\`\`yaml
# boathouse.yaml
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
