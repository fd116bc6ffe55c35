import { ApiError } from '../../http/api-error.ts';
import type { RequestFacts } from '../../http/context.ts';
import type { Workspace } from '../../workspace.ts';
import type { CallerRow } from '../to-caller.ts';
import { admitSubject, findSubject } from './admit.ts';
import { IssuerError } from './ask-issuer.ts';
import { checkAzureHeaders, mayWriteResource } from './azure-headers.ts';
import type { Claims } from './claims.ts';
import { RefusedToken } from './refused-token.ts';
import type { Subject } from './subject.ts';
import { claimedIssuer, type TrustedIssuer } from './trusted-issuers.ts';
import { verifyToken } from './verify-token.ts';

/** A token of an issuer, as it came with a request. */
export interface PresentedToken {
  readonly token: string;
  /** The application id that the client asks to sign in as; undefined when the token is to say who it is. */
  readonly applicationId: string | undefined;
}

const kinds = { USER: 'user', SERVICE_PRINCIPAL: 'service principal' } as const;

const unknownSubject = ({ kind, name }: Subject): RefusedToken =>
  new RefusedToken(
    `names the ${kinds[kind]} ${JSON.stringify(name)}, which this workspace does not have. An administrator can add it`,
  );

/** Adds who is not there yet, where a setting says so. */
const admit = async (
  workspace: Workspace,
  issuer: TrustedIssuer,
  subject: Subject,
  managementToken: string | undefined,
  request: RequestFacts,
): Promise<CallerRow> => {
  const { azure } = workspace.issuers;
  if (subject.kind === 'USER') {
    if (!subject.provision) throw unknownSubject(subject);
    return admitSubject(workspace, subject, { admin: false, setting: issuer.setting }, request);
  }
  if (managementToken === undefined || azure?.setting.admit_contributors !== true) throw unknownSubject(subject);
  if (!(await mayWriteResource(azure, managementToken))) throw unknownSubject(subject);
  return admitSubject(workspace, subject, { admin: true, setting: 'azure.admit_contributors' }, request);
};

const principalOf = async (
  workspace: Workspace,
  issuer: TrustedIssuer,
  claims: Claims,
  { applicationId }: PresentedToken,
  request: RequestFacts,
): Promise<CallerRow> => {
  const { azure } = workspace.issuers;
  const isEntra = azure !== undefined && issuer.setting === 'azure';
  const managementToken = isEntra ? await checkAzureHeaders(workspace, azure, claims, request) : undefined;
  const subject = issuer.subjectOf(claims, applicationId);
  const known = await findSubject(workspace, subject);
  return known ?? admit(workspace, issuer, subject, managementToken, request);
};

/**
 * Finds the principal of a token that a trusted issuer signed.
 *
 * @throws RefusedToken when the issuer is not trusted, the token not valid, or its principal not in the workspace
 * @throws ApiError TEMPORARILY_UNAVAILABLE when the issuer cannot be asked for its keys, naming the setting
 */
export const signInByToken = async (
  workspace: Workspace,
  presented: PresentedToken,
  request: RequestFacts,
): Promise<CallerRow> => {
  const issuer = claimedIssuer(workspace.issuers, presented.token);
  if (issuer === undefined) throw new RefusedToken('is of no issuer that this workspace trusts');
  try {
    const claims = await verifyToken(issuer, presented.token, { audiences: issuer.audiences(), now: workspace.now() });
    return await principalOf(workspace, issuer, claims, presented, request);
  } catch (error) {
    if (error instanceof RefusedToken)
      throw new RefusedToken(`of the issuer in the setting ${issuer.setting} ${error.message}`);
    if (error instanceof IssuerError) {
      throw new ApiError(
        'TEMPORARILY_UNAVAILABLE',
        `The issuer in the setting ${issuer.setting} cannot be used now: ${error.message}.`,
        { cause: error },
      );
    }
    throw error;
  }
};
