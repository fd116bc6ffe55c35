import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../../config.ts';
import type { Engine } from '../../database/database.ts';
import { onboard } from '../../testing/onboard.ts';
import { openTestWorkspace, type TestResponse, type TestWorkspace } from '../../testing/test-workspace.ts';
import { type Action, writeLog } from './log-table.ts';

const uc = '/api/2.1/unity-catalog';

/** A table to be shared, as `default.<its key>`. */
export interface TableToShare {
  readonly commits: readonly (readonly Action[])[];
  /** Fields of the share's object, such as `history_data_sharing_status`. */
  readonly shared?: object;
}

/** A line of an answer, parsed. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into lines of every kind
export type Line = Record<string, any>;

/** A workspace that shares tables with the recipient `acme`. */
export interface SharedTables {
  readonly test: TestWorkspace;
  /** The folder of a table. */
  readonly folderOf: (table: string) => string;
  /** Makes another recipient who may read the share, and gives their token. */
  readonly onboard: (name: string) => Promise<string>;
  readonly get: (path: string, request?: SharingRequest) => Promise<TestResponse>;
  /** Sends a query of a table. */
  readonly query: (table: string, body?: object, request?: SharingRequest) => Promise<TestResponse>;
  readonly post: (path: string, body?: object, request?: SharingRequest) => Promise<TestResponse>;
  close(): Promise<void>;
}

/** How a recipient's request differs from the plainest. */
export interface SharingRequest {
  readonly token?: string;
  readonly capabilities?: string;
  readonly headers?: Record<string, string>;
}

/** The lines of an answer. */
export const linesOf = ({ text }: TestResponse): Line[] =>
  text
    .split('\n')
    .slice(0, -1)
    .map(line => JSON.parse(line));

/** The path of a shared table. */
export const pathOf = (table: string): string => `/delta-sharing/shares/acme-share/schemas/default/tables/${table}`;

const addTable = async (test: TestWorkspace, name: string, folder: string, shared: object): Promise<void> => {
  await test.admin(`POST ${uc}/tables`, {
    name,
    catalog_name: 'main',
    schema_name: 'default',
    table_type: 'EXTERNAL',
    data_source_format: 'DELTA',
    storage_location: `file://${folder}`,
  });
  const data_object = { name: `main.default.${name}`, data_object_type: 'TABLE', ...shared };
  const { status, text } = await test.admin(`PATCH ${uc}/shares/acme-share`, {
    updates: [{ action: 'ADD', data_object }],
  });
  if (status !== 200) throw new Error(`The table ${name} cannot be shared: ${text}`);
};

/** Opens a workspace with tables that are shared with the recipient `acme`, whose token requests carry. */
export const shareTables = async (
  tables: Readonly<Record<string, TableToShare>>,
  { engine = 'sqlite', settings = {} }: { readonly engine?: Engine; readonly settings?: Partial<Config> } = {},
): Promise<SharedTables> => {
  const root = mkdtempSync(join(tmpdir(), 'boathouse-tables-'));
  const test = await openTestWorkspace(engine, { ...settings, local_roots: [root] });
  await test.admin(`POST ${uc}/shares`, { name: 'acme-share' });
  for (const [name, { commits, shared = {} }] of Object.entries(tables)) {
    writeLog(join(root, name), commits);
    await addTable(test, name, join(root, name), shared);
  }
  const acme = await onboard(test, 'acme', 'acme-share');
  const options = ({ token = acme, capabilities, headers = {} }: SharingRequest = {}) => ({
    token,
    headers: { ...headers, ...(capabilities !== undefined && { 'delta-sharing-capabilities': capabilities }) },
  });
  const post: SharedTables['post'] = (path, body = {}, request) =>
    test.call(`POST ${path}` as 'POST /', { ...options(request), body });
  return {
    test,
    folderOf: table => join(root, table),
    onboard: name => onboard(test, name, 'acme-share'),
    get: (path, request) => test.call(`GET ${path}` as 'GET /', options(request)),
    post,
    query: (table, body, request) => post(`${pathOf(table)}/query`, body, request),
    close: async () => {
      await test.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
};
