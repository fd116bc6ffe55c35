import type { Queries } from '../database/database.ts';

/** Something that belongs to a principal: a share that it owns, a table. */
export interface Possession {
  /** The kind of thing, as grants spell it: `SHARE`, `TABLE`. */
  readonly type: string;
  readonly name: string;
}

/** A principal that is about to be deleted. */
export interface DeletedPrincipal {
  readonly id: number;
  readonly kind: 'USER' | 'SERVICE_PRINCIPAL' | 'GROUP';
  readonly name: string;
}

/** What the end of a principal means to a domain. */
export interface Bereavement {
  /** How many things went with the principal, by kind: `{ tokens: 2 }`. */
  readonly removed?: Readonly<Record<string, number>>;
  /** What it owned, which stays and keeps its name as owner. */
  readonly owned?: readonly Possession[];
}

/**
 * Called before a principal goes, in the transaction that deletes it: how a domain that stands above identity takes away
 * what was the principal's.
 */
export type PrincipalHook = (transaction: Queries, principal: DeletedPrincipal, now: number) => Promise<Bereavement>;

/**
 * Called when a group gets another name, in the transaction that renames it: owners are kept by name, and nobody else may
 * come to own things by taking the former one.
 */
export type RenameHook = (transaction: Queries, from: string, to: string) => Promise<void>;
