// Made by `npm run generate` from packages/contract. Change it there.

/** What the deletion of a principal meant to others; Boathouse's own. */
export interface DeletedPrincipal {
  /**
   * What went with the principal: how many things of each kind, such as `memberships` or `tokens`. Absent when `strict`
   * is set.
   */
  removed?: Record<string, number>;
  /**
   * What the principal owned. It stays, and an administrator can give it another owner. Absent when `strict` is set.
   */
  owned?: readonly Possession[];
}

/** An object that a deleted principal owned. */
export interface Possession {
  /** Kind of the object, as grants spell it, such as `SHARE` or `TABLE`. */
  type: string;
  /** Full name of the object. */
  name: string;
}
