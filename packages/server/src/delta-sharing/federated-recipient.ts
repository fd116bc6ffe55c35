import type { Selectable } from 'kysely';
import { prepared } from '../database/prepared.ts';
import type { Tables } from '../database/tables.ts';
import { foreignUrlProblem } from '../http/allowed-url.ts';
import type { RecipientCaller } from '../http/context.ts';
import type { Claims } from '../identity/issuers/claims.ts';
import { RefusedToken } from '../identity/issuers/refused-token.ts';
import { verifyToken } from '../identity/issuers/verify-token.ts';
import { issuerKeys } from '../sharing/issuer-keys.ts';
import { isId, recipientEndpoint } from '../sharing/oidc-portal-link.ts';
import type { Workspace } from '../workspace.ts';

type Policy = Selectable<Tables['federation_policies']>;

/** Where a request goes that comes with a token of an outside issuer. */
export interface RecipientAddress {
  readonly metastoreId: string;
  readonly recipientId: string;
}

const policiesByIssuer = prepared(
  (database, { metastoreId, recipientId, issuer }: RecipientAddress & { readonly issuer: string }) =>
    database.read
      .selectFrom('federation_policies')
      .innerJoin('recipients', 'recipients.id', 'federation_policies.recipient_id')
      .innerJoin('metastores', join => join.on('metastores.id', '=', metastoreId))
      .select([
        'recipients.id as recipientId',
        'recipients.name as recipientName',
        'allowed_ip_addresses',
        'subject_claim',
        'subject',
        'audiences',
      ])
      .where('recipient_id', '=', recipientId)
      .where('issuer', '=', issuer),
);

/** The texts of a claim: one, or those of a list. */
const textsOf = (claims: Claims, name: string): readonly unknown[] => {
  const value = Object.hasOwn(claims, name) ? claims[name] : undefined;
  return Array.isArray(value) ? value : [value];
};

const isAccepted = (
  claims: Claims,
  { subject_claim, subject }: Pick<Policy, 'subject_claim' | 'subject'>,
  audiences: readonly string[],
): boolean =>
  textsOf(claims, subject_claim).includes(subject) &&
  textsOf(claims, 'aud').some(audience => typeof audience === 'string' && audiences.includes(audience));

/**
 * The recipient of type OIDC_FEDERATION whose endpoint is called, if one of its policies accepts the token. Policies are
 * read anew for every request, so that one that is deleted accepts nothing any more.
 *
 * @param issuer what the token claims to be of, which is not proved by that
 * @throws RefusedToken when none does; IssuerError when the issuer cannot be asked for its keys
 */
export const federatedRecipient = async (
  workspace: Workspace,
  address: RecipientAddress,
  { token, issuer }: { readonly token: string; readonly issuer: string },
): Promise<RecipientCaller> => {
  const { database } = workspace;
  const isPlausible = isId(address.metastoreId) && isId(address.recipientId) && /^[\x21-\x7e]{1,2048}$/.test(issuer);
  const policies = isPlausible ? await database.execute(policiesByIssuer(database, { ...address, issuer })) : [];
  // Asked only below: nobody makes the workspace call an address that no policy names.
  if (policies.length === 0 || foreignUrlProblem(issuer, workspace.publicUrl()) !== undefined) {
    throw new RefusedToken('is of an issuer that no federation policy of this recipient names');
  }
  const own = [recipientEndpoint(workspace, address)];
  const demands = policies.map(policy => {
    const audiences = JSON.parse(policy.audiences) as string[];
    return { policy, audiences: audiences.length === 0 ? own : audiences };
  });
  const claims = await verifyToken({ issuer, keys: issuerKeys(workspace, issuer) }, token, {
    audiences: demands.flatMap(({ audiences }) => audiences),
    now: workspace.now(),
  });
  const accepting = demands.find(({ policy, audiences }) => isAccepted(claims, policy, audiences));
  if (accepting === undefined) throw new RefusedToken('is of a subject that no federation policy accepts');
  const { recipientId: id, recipientName: name, allowed_ip_addresses } = accepting.policy;
  return { kind: 'recipient', id, name, allowedAddresses: JSON.parse(allowed_ip_addresses ?? '[]') as string[] };
};
