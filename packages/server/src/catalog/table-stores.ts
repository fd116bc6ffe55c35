import type { Config } from '../config.ts';
import type { Database } from '../database/database.ts';
import type { Sealer } from '../secrets/sealing.ts';
import { credentialOpener } from '../storage/credential-store.ts';
import { LocationError, StorageError } from '../storage/errors.ts';
import type { TableStore } from '../storage/object-store.ts';
import { type Credential, toAccess } from './credential-kinds.ts';
import { findCredentialById, openCredential } from './stored-credential.ts';

/** Where the files of a table are, and what opens them. */
export interface TableFiles {
  readonly location: string;
  /** The credential of the external location that covers them; null: none does, and the settings of the server count. */
  readonly credentialId: string | null;
  /** Its version; null when the credential itself is gone. */
  readonly credentialVersion: number | null;
}

/** Opens locations of one kind of store. */
type Opener = (location: string) => TableStore;

/** What opening takes of the workspace. */
export interface Keeper {
  readonly config: Config;
  readonly database: Database;
  readonly sealer: Sealer;
  /** Opens what the settings of the server cover. */
  readonly openLocation: Opener;
}

/** Credentials that are kept open: more than are in use at a time. */
const mostKept = 1000;

/**
 * The opener of a credential, stored or not.
 *
 * @throws StorageError ACCESS_DENIED for a credential that the server has no means to use
 */
export const openerOf = (credential: Credential, { local_roots }: Pick<Config, 'local_roots'>): Opener => {
  const access = toAccess(credential);
  if (access.kind !== 'unusable') return credentialOpener(access, local_roots);
  throw new StorageError('ACCESS_DENIED', `The storage credential cannot be used. ${access.problem}`);
};

/**
 * Opens the stores of tables. A credential is read and unsealed once a version: whoever asks brings the version along from
 * the query that found the table, so that a change counts from the next request on, on every replica.
 */
export class TableStores {
  readonly #keeper: Keeper;
  readonly #kept = new Map<string, { readonly version: number; readonly open: Opener }>();

  constructor(keeper: Keeper) {
    this.#keeper = keeper;
  }

  /**
   * The store of a table.
   *
   * @throws LocationError, StorageError for a location or credential that cannot be used
   */
  async open({ location, credentialId, credentialVersion }: TableFiles): Promise<TableStore> {
    if (credentialId === null) return this.#keeper.openLocation(location);
    const kept = this.#kept.get(credentialId);
    if (kept !== undefined && kept.version === credentialVersion) return kept.open(location);
    return (await this.#load(credentialId, location))(location);
  }

  async #load(id: string, location: string): Promise<Opener> {
    const { config, database, sealer } = this.#keeper;
    this.#kept.delete(id);
    const row = await findCredentialById(database.read, id);
    if (row === undefined) {
      const advice = 'Give its external location another one.';
      throw new LocationError(location, `is in an external location whose storage credential was deleted. ${advice}`);
    }
    const open = openerOf(openCredential(sealer, row), config);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size >= mostKept && oldest !== undefined) this.#kept.delete(oldest);
    this.#kept.set(id, { version: row.version, open });
    return open;
  }
}
