import { decodeProtectedHeader, errors, jwtVerify } from 'jose';
import { IssuerError } from './ask-issuer.ts';
import type { Claims } from './claims.ts';
import { RefusedToken } from './refused-token.ts';
import type { TrustedIssuer } from './trusted-issuers.ts';

/** Signatures by a key pair only: an issuer's public key must not pass for a shared secret, and none is no signature. */
const algorithms = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'Ed25519', 'EdDSA'],
];

/** How far the issuer's clock may be off, in seconds. */
const clockTolerance = 60;

const longestToken = 16 * 1024;

/** Tokens that an issuer signs for something else than access have a type of their own. */
const allowedTypes = new Set([undefined, 'JWT', 'AT+JWT']);

const reasonOf = (error: unknown): string => {
  if (error instanceof errors.JWTExpired) return 'has expired';
  if (error instanceof errors.JOSEAlgNotAllowed) return 'is signed by an algorithm that is not accepted';
  if (error instanceof errors.JWKSNoMatchingKey) return 'is signed by a key that its issuer does not publish';
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'nbf') return 'is not valid yet';
    if (error.claim === 'aud') return 'is for another audience';
    return `lacks the claim \`${error.claim}\` or has it wrong`;
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'has a signature that is not its issuer’s';
  return 'cannot be verified';
};

/** What a token must be beside being signed by its issuer. */
export interface Demands {
  readonly audiences: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Checks that a token was made by an issuer, for this workspace, and is valid now.
 *
 * @returns what it says
 * @throws RefusedToken when it is not; IssuerError when the issuer's keys cannot be had
 */
export const verifyToken = async (
  { issuer, keys }: Pick<TrustedIssuer, 'issuer' | 'keys'>,
  token: string,
  { audiences, now }: Demands,
): Promise<Claims> => {
  if (token.length > longestToken) throw new RefusedToken(`is longer than ${longestToken} characters`);
  try {
    if (!allowedTypes.has(decodeProtectedHeader(token).typ?.toUpperCase())) {
      throw new RefusedToken('is of a type that gives no access');
    }
    const { payload } = await jwtVerify(token, keys.find, {
      issuer,
      audience: [...audiences],
      algorithms,
      clockTolerance,
      currentDate: new Date(now),
      requiredClaims: ['exp'],
    });
    return payload;
  } catch (error) {
    if (error instanceof IssuerError || error instanceof RefusedToken) throw error;
    throw new RefusedToken(reasonOf(error), { cause: error });
  }
};
