import { setImmediate } from 'node:timers/promises';
import type { CursorPage } from '../http/paging.ts';
import { verifyHeads } from './verify-heads.ts';
import { before, type ChainPlace, type Findings, noFindings, type VerifyParts, verifySeals } from './verify-seals.ts';

/** What one page works on, in milliseconds: a client sees how it goes on, and no request runs for long. */
const pageTime = 200;

/** Problems that one page tells at most: a trail that is broken everywhere is told in more pages. */
const maxProblems = 200;

/** Where the verification goes on: in the chains, then in the file of heads. */
type Place = { readonly chain: ChainPlace } | { readonly heads: number };

const first: Place = { chain: before('') };

const step = async (parts: VerifyParts, place: Place, findings: Findings): Promise<Place | undefined> => {
  if ('chain' in place) {
    const next = await verifySeals(parts, place.chain, findings);
    return next === undefined ? { heads: 0 } : { chain: next };
  }
  const next = await verifyHeads(parts, place.heads, findings);
  return next === undefined ? undefined : { heads: next };
};

/**
 * Verifies a part of the audit trail.
 *
 * @param cursor where to go on; empty: from the beginning
 */
export const verifyPage = async (parts: VerifyParts, cursor: string): Promise<CursorPage<Findings>> => {
  const findings = noFindings();
  const begun = performance.now();
  let place: Place | undefined = cursor === '' ? first : (JSON.parse(cursor) as Place);
  while (place !== undefined && performance.now() - begun < pageTime && findings.problems.length < maxProblems) {
    place = await step(parts, place, findings);
    await setImmediate();
  }
  return { content: findings, next: place === undefined ? undefined : JSON.stringify(place) };
};
