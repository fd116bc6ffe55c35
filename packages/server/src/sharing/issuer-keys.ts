import { KeySet } from '../identity/issuers/key-set.ts';
import { discoveryUrlOf } from '../identity/issuers/trusted-issuers.ts';
import type { Workspace } from '../workspace.ts';

/** Issuers whose keys are kept, at most. */
const mostIssuers = 1000;

const kept = new WeakMap<Workspace['database'], Map<string, KeySet>>();

/**
 * The keys of an issuer that a federation policy names, or that a peer is; the same object each time, so that the issuer
 * is asked once for all requests.
 */
export const issuerKeys = ({ database, now }: Pick<Workspace, 'database' | 'now'>, issuer: string): KeySet => {
  const sets = kept.get(database) ?? new Map<string, KeySet>();
  kept.set(database, sets);
  const found = sets.get(issuer) ?? new KeySet({ issuer, discoveryUrl: discoveryUrlOf(issuer) }, now);
  // Those that were used last are at the end, and go last.
  sets.delete(issuer);
  sets.set(issuer, found);
  const [oldest] = sets.size > mostIssuers ? sets.keys() : [];
  if (oldest !== undefined) sets.delete(oldest);
  return found;
};
