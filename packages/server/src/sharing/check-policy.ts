import type { RequestOf, recipientFederationPolicies } from '@boathouse/contract';
import { foreignUrlProblem } from '../http/allowed-url.ts';
import { ApiError } from '../http/api-error.ts';

type Policy = RequestOf<(typeof recipientFederationPolicies)['operations']['create']>['policy'];
type OidcPolicy = NonNullable<Policy['oidc_policy']>;

const wrong = (field: string, problem: string) =>
  new ApiError('INVALID_PARAMETER_VALUE', `Field '${field}' ${problem}.`);

const isText = (text: string, longest: number): boolean => text !== '' && text.length <= longest;

/**
 * Checks the name of a new federation policy: lower-case letters, digits and hyphens.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE
 */
export const checkPolicyName = (name: string | undefined): string => {
  if (name !== undefined && /^[a-z0-9-]{1,255}$/.test(name)) return name;
  throw wrong('policy.name', 'must have 1 to 255 lower-case letters, digits and hyphens');
};

/**
 * Checks what tokens must hold, and gives the columns that it is kept in.
 *
 * @param publicUrl where clients reach the workspace; it decides which issuers can be asked
 * @throws ApiError INVALID_PARAMETER_VALUE
 */
export const toPolicyColumns = (policy: OidcPolicy | undefined, publicUrl: string) => {
  if (policy === undefined) throw wrong('policy.oidc_policy', 'is missing');
  const { issuer, subject_claim, subject, audiences = [] } = policy;
  const ofIssuer = issuer.length > 2048 ? 'is too long' : foreignUrlProblem(issuer, publicUrl);
  if (ofIssuer !== undefined) throw wrong('policy.oidc_policy.issuer', ofIssuer);
  if (!/^[\w.:/-]{1,255}$/.test(subject_claim)) {
    throw wrong('policy.oidc_policy.subject_claim', 'must name a claim, such as sub, azp, oid or groups');
  }
  if (!isText(subject, 1024)) throw wrong('policy.oidc_policy.subject', 'must have 1 to 1024 characters');
  if (audiences.length > 100 || !audiences.every(audience => isText(audience, 1024))) {
    throw wrong('policy.oidc_policy.audiences', 'must have at most 100 entries of 1 to 1024 characters');
  }
  return { issuer, subject_claim, subject, audiences: JSON.stringify(audiences) };
};
