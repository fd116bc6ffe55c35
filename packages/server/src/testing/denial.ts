/** A user without any right. */
export const stranger = 'stranger@example.com';

/** A federation policy that is right. */
export const oidcPolicy = { issuer: 'https://issuer.example.com', subject_claim: 'sub', subject: 'job' } as const;

/** What the requests below are about: things of the administrator's, and ids that only the running workspace knows. */
export interface Fixtures {
  readonly metastoreId: string;
  /** Of the table `vault.default.airlines`, which is in a folder of this machine. */
  readonly tableId: string;
  /** A token of the administrator's that nobody uses. */
  readonly adminTokenId: string;
  /** Of a service principal. */
  readonly applicationId: string;
  /** Of an OAuth secret of that service principal. */
  readonly oauthSecretId: string;
  readonly userId: string;
  readonly groupId: string;
  /** Of the recipient `pending`, who has not downloaded the credential yet. */
  readonly activationCode: string;
  /** The profile file of the provider `carrier`, which is this workspace itself, as the recipient `insider`. */
  readonly profile: string;
}

/** A request, flat as its operation declares it. */
export type Fields = (fixtures: Fixtures) => Readonly<Record<string, unknown>>;

/** How an operation answers somebody who has no right to anything. */
export interface Denial {
  readonly fields: Fields;
  /** What is sent by who may, where it is not the same: a public operation asks for proof. */
  readonly rightful: Fields;
  /** The status of that, where what the tables here are like allows no success. */
  readonly rightfulStatus?: number;
  /** The status of the refusal; undefined when the call is open to everybody and shows what they may see: nothing. */
  readonly status: 403 | 404 | undefined;
  /** That answer. */
  readonly answer: unknown;
}

/** A call that is refused with a status. */
export const denied = (status: 403 | 404, fields: Fields = () => ({}), rightful = fields): Denial => ({
  fields,
  rightful,
  status,
  answer: undefined,
});

/** A call that is open to everybody, and shows the stranger this. */
export const answered = (answer: unknown, fields: object = {}): Denial => ({
  fields: () => ({ ...fields }),
  rightful: () => ({ ...fields }),
  status: undefined,
  answer,
});
