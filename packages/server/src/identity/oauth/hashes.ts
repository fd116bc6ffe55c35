import { hash, timingSafeEqual } from 'node:crypto';

/** The kinds of credentials that the authorization server hands out. */
export type CredentialKind = 'authorization code' | 'client secret' | 'refresh token' | 'session';

/**
 * What the database keeps of a credential. They are random and long, so a plain hash is enough; the kind in front of it
 * sets them apart from each other and from hashes that are shown.
 */
export const credentialHash = (kind: CredentialKind, value: string): string =>
  hash('sha256', `boathouse ${kind}\n${value}`);

/** Whether two texts are the same, in a time that does not tell where they differ. */
export const isSame = (one: string, other: string): boolean =>
  timingSafeEqual(hash('sha256', one, 'buffer'), hash('sha256', other, 'buffer'));

/** Draws the value of a credential: 256 bits, safe in URLs and cookies. */
export const newCredential = (randomBytes: (size: number) => Buffer): string => randomBytes(32).toString('base64url');
