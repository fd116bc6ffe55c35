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

const denied = (status: 403 | 404, fields: Fields, rightful = fields): Denial => ({
  fields,
  rightful,
  status,
  answer: undefined,
});

const answered = (answer: unknown, fields: Fields = () => ({})): Denial => ({
  fields,
  rightful: fields,
  status: undefined,
  answer,
});

const location = (storage_location: string) => ({
  table_type: 'EXTERNAL',
  data_source_format: 'DELTA',
  storage_location,
});
const catalog = () => ({ name: 'vault' });
const schema = () => ({ full_name: 'vault.empty' });
const table = () => ({ full_name: 'vault.default.airlines' });
const share = () => ({ name: 'granted' });
const recipient = () => ({ name: 'insider' });
const noActivation = () => ({ activation_url: 'A'.repeat(43) });
const activation = ({ activationCode }: Fixtures) => ({ activation_url: activationCode });
const sharedTable = () => ({ share: 'granted', schema: 'default', table: 'airlines' });

/**
 * For every operation that is built, a request that somebody without any right makes in vain. `denials.test.ts` fails for
 * an operation without a row. In this order, who may can make all of the requests, one after the other.
 *
 * @param sampleTables the folder of the sample tables
 */
export const denials = (sampleTables: string): Readonly<Record<string, Denial>> => ({
  'audit.list': denied(403, () => ({})),
  'currentUser.me': answered({
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    id: expect.stringMatching(/^\d+$/),
    userName: 'stranger@example.com',
    displayName: 'stranger@example.com',
    active: true,
    emails: [{ type: 'work', value: 'stranger@example.com', primary: true }],
    groups: [{ display: 'users', value: 'users', type: 'direct', $ref: 'Groups/users' }],
  }),
});
