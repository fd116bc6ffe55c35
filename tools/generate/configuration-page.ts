import { ConfigSchema } from '@boathouse/server';

/** What the page needs of the schema of one setting. */
interface Setting {
  readonly type?: string;
  readonly default?: unknown;
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly items?: { readonly properties?: Readonly<Record<string, Setting>>; readonly required?: readonly string[] };
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

const bucketTable = (): string => {
  const { properties = {}, required = [] } = settings['s3']?.items ?? {};
  const rows = Object.entries(properties).map(([name, field]) =>
    row(name, { ...field, ...(required.includes(name) ? { default: 'required' } : {}) }),
  );
  return table(rows);
};

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
\`\`\`

${table(Object.entries(settings).map(([name, setting]) => row(name, setting)))}

## Entries of \`s3\`

${bucketTable()}
`;
