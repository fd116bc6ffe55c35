import { expect } from 'vitest';
import { sampleTables } from './test-workspace.ts';

/** A user without any right. */
export const stranger = 'stranger@example.com';

/** What the requests below are about: things of the administrator's, and ids that only the running workspace knows. */
export interface Fixtures {
  readonly metastoreId: string;
  /** A token of the administrator's that nobody uses. */
  readonly adminTokenId: string;
  /** Of the recipient `pending`, who has not downloaded the credential yet. */
  readonly activationCode: string;
}

/** A request, flat as its operation declares it. */
export type Fields = (fixtures: Fixtures) => Readonly<Record<string, unknown>>;

/** How an operation answers somebody who has no right to anything. */
export interface Denial {
  readonly fields: Fields;
  /** What is sent by who may, where it is not the same: a public operation asks for proof. */
  readonly rightful: Fields;
  /** The status of the refusal; undefined when the call is open to everybody and shows what they may see: nothing. */
  readonly status: 403 | 404 | undefined;
  /** That answer. */
  readonly answer: unknown;
}

const denied = (status: 403 | 404, fields: Fields = () => ({}), rightful = fields): Denial => ({
  fields,
  rightful,
  status,
  answer: undefined,
});

const answered = (answer: unknown, fields: object = {}): Denial => ({
  fields: () => ({ ...fields }),
  rightful: () => ({ ...fields }),
  status: undefined,
  answer,
});

const group = (name: string) => expect.objectContaining({ display: name });
const noActivation = () => ({ activation_url: 'A'.repeat(43) });
const activation = ({ activationCode }: Fixtures) => ({ activation_url: activationCode });
const sharedTable = () => ({ share: 'granted', schema: 'default', table: 'airlines' });

/**
 * For every operation that is built, a request that somebody without any right makes in vain. `denials.test.ts` fails for
 * an operation without a row. In this order, who may can make all of the requests, one after the other.
 */
export const denials: Readonly<Record<string, Denial>> = {
  'audit.list': denied(403),
  'currentUser.me': answered(expect.objectContaining({ userName: stranger, groups: [group('users')] })),
  'tokens.list': answered({ token_infos: [expect.objectContaining({ comment: '' })] }),
  'tokens.create': answered(expect.objectContaining({ token_info: expect.anything() }), { comment: 'own' }),
  'tokens.delete': denied(404, ({ adminTokenId }) => ({ token_id: adminTokenId })),
  'metastores.current': answered(expect.objectContaining({ default_catalog_name: 'main' })),
  'metastores.summary': answered(expect.objectContaining({ name: 'boathouse' })),
  'metastores.get': denied(403, ({ metastoreId }) => ({ id: metastoreId })),
  'metastores.list': denied(403),

  'catalogs.list': answered({ catalogs: [] }),
  'catalogs.get': denied(404, () => ({ name: 'vault' })),
  'catalogs.create': denied(403, () => ({ name: 'new' })),
  'catalogs.update': denied(403, () => ({ name: 'vault', owner: stranger })),
  'schemas.list': answered({ schemas: [] }, { catalog_name: 'vault' }),
  'schemas.get': denied(404, () => ({ full_name: 'vault.empty' })),
  'schemas.create': denied(403, () => ({ catalog_name: 'vault', name: 'new' })),
  'schemas.update': denied(403, () => ({ full_name: 'vault.empty', owner: stranger })),
  'tables.list': answered({ tables: [] }, { catalog_name: 'vault', schema_name: 'default' }),
  'tables.get': denied(404, () => ({ full_name: 'vault.default.airlines' })),
  'tables.exists': answered({ table_exists: false }, { full_name: 'vault.default.airlines' }),
  'tables.create': denied(403, () => ({
    ...{ catalog_name: 'vault', schema_name: 'default', name: 'planes' },
    ...{ table_type: 'EXTERNAL', data_source_format: 'DELTA', storage_location: `file://${sampleTables}/planes` },
  })),
  'tables.update': denied(403, () => ({ full_name: 'vault.default.airlines', owner: stranger })),

  'shares.listShares': answered({ shares: [] }),
  'shares.get': denied(404, () => ({ name: 'granted' })),
  'shares.sharePermissions': denied(404, () => ({ name: 'granted' })),
  'shares.create': denied(403, () => ({ name: 'new' })),
  'shares.update': denied(403, () => ({ name: 'granted', comment: 'changed' })),
  'shares.updatePermissions': denied(403, () => ({
    name: 'granted',
    changes: [{ principal: 'outsider', add: ['SELECT'] }],
  })),
  'recipients.list': answered({ recipients: [] }),
  'recipients.get': denied(404, () => ({ name: 'insider' })),
  'recipients.sharePermissions': denied(404, () => ({ name: 'insider' })),
  'recipients.create': denied(403, () => ({ name: 'new', authentication_type: 'TOKEN' })),
  'recipients.update': denied(403, () => ({ name: 'insider', comment: 'changed' })),
  'recipientActivation.getActivationUrlInfo': denied(404, noActivation, activation),
  'recipientActivation.retrieveToken': denied(404, noActivation, activation),

  'deltaSharing.listShares': answered({ items: [] }),
  'deltaSharing.getShare': denied(404, () => ({ share: 'granted' })),
  'deltaSharing.listSchemas': denied(404, () => ({ share: 'granted' })),
  'deltaSharing.listTables': denied(404, () => ({ share: 'granted', schema: 'default' })),
  'deltaSharing.listAllTables': denied(404, () => ({ share: 'granted' })),
  'deltaSharing.getTableVersion': denied(404, sharedTable),
  'deltaSharing.headTable': denied(404, sharedTable),
  'deltaSharing.getTableMetadata': denied(404, sharedTable),
  'deltaSharing.queryTable': denied(404, sharedTable),

  'recipients.rotateToken': denied(403, () => ({ name: 'insider' })),
  'recipients.delete': denied(403, () => ({ name: 'insider' })),
  'shares.delete': denied(403, () => ({ name: 'granted' })),
  'tables.delete': denied(403, () => ({ full_name: 'vault.default.airlines' })),
  'schemas.delete': denied(403, () => ({ full_name: 'vault.empty' })),
  'catalogs.delete': denied(403, () => ({ name: 'vault', force: true })),
};
