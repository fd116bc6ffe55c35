import { hash } from 'node:crypto';

/**
 * What the database keeps of a token. Tokens are random and long, so a plain hash is enough; the prefix sets it apart
 * from the token's public id, which is a hash of the same value.
 */
export const tokenLookup = (value: string): string => hash('sha256', `boathouse token lookup\n${value}`);

/** The public id of a personal access token: SHA-256 of its value, in hex. */
export const tokenId = (value: string): string => hash('sha256', value);
