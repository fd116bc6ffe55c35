import { isUniqueViolation } from '../database/database.ts';
import type { Workspace } from '../workspace.ts';

/** A key that seals are signed with. The seal tells its id. */
export interface AuditKey {
  readonly id: string;
  readonly secret: Buffer;
}

/** The purpose that the keys are sealed for under the master key. */
export const auditKeyPurpose = 'audit key';

type Parts = Pick<Workspace, 'database' | 'sealer' | 'now' | 'randomBytes'>;

/**
 * The keys that seals are signed with. They are in the database, sealed under the master key: whoever has the database alone
 * cannot sign, and a rotation of the master key leaves every signature good.
 */
export class AuditKeys {
  readonly #parts: Parts;
  readonly #known = new Map<string, AuditKey>();
  #current: Promise<AuditKey> | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The key to sign with: the first one, which is made when there is none. */
  current(): Promise<AuditKey> {
    this.#current ??= this.#first().catch(error => {
      this.#current = undefined;
      throw error;
    });
    return this.#current;
  }

  /** A key by its id; undefined when it is not there or does not open. */
  async find(id: string): Promise<AuditKey | undefined> {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    const { read } = this.#parts.database;
    const row = await read.selectFrom('audit_keys').selectAll().where('id', '=', id).executeTakeFirst();
    if (row === undefined) return undefined;
    try {
      return this.#open(row);
    } catch {
      // Sealed under a master key that is gone: that is found out by whoever needs the signature.
      return undefined;
    }
  }

  async #first(): Promise<AuditKey> {
    const { database, sealer, now, randomBytes } = this.#parts;
    const find = () => database.read.selectFrom('audit_keys').selectAll().orderBy('created_at').executeTakeFirst();
    const found = await find();
    if (found !== undefined) return this.#open(found);
    const draft = {
      id: '1',
      sealed: sealer.seal(auditKeyPurpose, randomBytes(32).toString('base64')),
      created_at: now(),
    };
    try {
      await database.write(transaction => transaction.insertInto('audit_keys').values(draft).execute());
    } catch (error) {
      // Another replica was first: its key counts.
      if (!isUniqueViolation(error)) throw error;
    }
    const row = await find();
    if (row === undefined) throw new Error('The database has no audit key.');
    return this.#open(row);
  }

  #open({ id, sealed }: { readonly id: string; readonly sealed: string }): AuditKey {
    const key = { id, secret: Buffer.from(this.#parts.sealer.open(auditKeyPurpose, sealed), 'base64') };
    this.#known.set(id, key);
    return key;
  }
}
