/** A token of an issuer that is not good enough. The message says why, as the end of a sentence about the token. */
export class RefusedToken extends Error {
  override readonly name = 'RefusedToken';
}
