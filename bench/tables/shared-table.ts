import { WorkspaceClient } from '@boathouse/sdk';
import type { WorkspaceProcess } from '../../tools/workspace-process.ts';
import type { Query } from './receive.ts';

/** A table to share: the name it gets, and where it is. */
export interface Place {
  readonly name: string;
  /** `file:///…` or `s3://…`. */
  readonly location: string;
}

const register = async (workspace: WorkspaceClient, { name, location }: Place): Promise<void> => {
  await workspace.tables.create({
    name,
    catalog_name: 'main',
    schema_name: 'default',
    table_type: 'EXTERNAL',
    data_source_format: 'DELTA',
    storage_location: location,
  });
  await workspace.shares.update({
    name: 'bench',
    updates: [{ action: 'ADD', data_object: { name: `main.default.${name}`, data_object_type: 'TABLE' } }],
  });
};

/** What a recipient of shared tables has. */
export interface Credential {
  readonly token: string;
  /** Path of a table's query below the workspace, whatever its port. */
  readonly queryPath: (table: string) => string;
}

/**
 * Puts tables into a share and onboards a recipient who may read them. The workspace reads the logs meanwhile, so that
 * their snapshots are there afterwards.
 */
export const shareTables = async ({ configFile }: WorkspaceProcess, places: readonly Place[]): Promise<Credential> => {
  const workspace = new WorkspaceClient({ configFile, profile: 'DEFAULT' });
  await workspace.shares.create({ name: 'bench' });
  for (const place of places) await register(workspace, place);
  const recipient = await workspace.recipients.create({ name: 'reader', authentication_type: 'TOKEN' });
  await workspace.shares.updatePermissions({ name: 'bench', changes: [{ principal: 'reader', add: ['SELECT'] }] });
  const { bearerToken = '' } = await workspace.recipientActivation.retrieveToken({
    activation_url: recipient.activation_url ?? '',
  });
  const queryPath = (table: string) => `/delta-sharing/shares/bench/schemas/default/tables/${table}/query`;
  return { token: bearerToken, queryPath };
};

/** The query of a shared table at a running workspace. */
export const queryOf = ({ url }: WorkspaceProcess, { token, queryPath }: Credential, table: string): Query => ({
  url: `${url}${queryPath(table)}`,
  token,
});
