import { allowedTo, operation, service } from '../operation.ts';
import { described, Type } from '../schema.ts';
import { GenerateTemporaryTableCredentialResponse, TableOperation } from './temporary-table-credentials-models.ts';

/** `temporaryTableCredentials`, under `/api/2.0/unity-catalog/temporary-table-credentials`. */
export const temporaryTableCredentials = service(
  'temporaryTableCredentials',
  'catalog',
  'Hands short-lived cloud credentials for the files of one table to external engines.',
  {
    generateTemporaryTableCredentials: operation({
      summary: 'Get temporary credentials for a table',
      description:
        'The credential reaches the folder of this table only, and stays valid until `expiration_time` even if the grant is revoked. INVALID_STATE for a table whose store, as it is configured, gives no such credentials: folders of the server, and S3 without a role, for example.',
      method: 'POST',
      path: '/api/2.0/unity-catalog/temporary-table-credentials',
      request: Type.Object({
        operation: Type.Optional(described(TableOperation, 'What the credential must allow; READ when absent.')),
        table_id: Type.Optional(Type.String({ description: 'UUID of the table, its `table_id`; required.' })),
      }),
      response: GenerateTemporaryTableCredentialResponse,
      errors: ['TABLE_DOES_NOT_EXIST', 'INVALID_STATE'],
      access: allowedTo('EXTERNAL_USE_SCHEMA on the schema, with SELECT on the table, and MODIFY too (READ_WRITE)'),
    }),
  },
);
