import type { FastifyRequest } from 'fastify';
import { prepared } from '../database/prepared.ts';
import { ApiError } from '../http/api-error.ts';
import { bearerToken } from '../http/authentication.ts';
import type { RecipientCaller } from '../http/context.ts';
import { tokenLookup } from '../tokens/token-hash.ts';
import type { Workspace } from '../workspace.ts';

const recipientByToken = prepared((database, { lookup }: { readonly lookup: string }) =>
  database.read
    .selectFrom('recipient_tokens')
    .innerJoin('recipients', 'recipients.id', 'recipient_tokens.recipient_id')
    .select(['recipients.id', 'recipients.name', 'recipients.allowed_ip_addresses'])
    .where('recipient_tokens.token_lookup', '=', lookup)
    .where('recipient_tokens.expires_at', '>', database.now()),
);

/**
 * Finds out which recipient calls. Looked up anew for every request, so that revocation and expiry hold at the next one.
 *
 * @throws ApiError UNAUTHENTICATED without a token, or with one that is unknown, revoked or expired
 */
export const authenticateRecipient = async (
  workspace: Workspace,
  request: FastifyRequest,
): Promise<RecipientCaller> => {
  const token = bearerToken(request);
  if (token === undefined) {
    throw new ApiError(
      'UNAUTHENTICATED',
      'The request has no recipient token. Send it as `Authorization: Bearer <token>`.',
    );
  }
  const { database } = workspace;
  const [row] = await database.execute(recipientByToken(database, { lookup: tokenLookup(token) }));
  if (row === undefined) {
    throw new ApiError(
      'UNAUTHENTICATED',
      'The recipient token is not valid: it is unknown, was revoked or has expired. Ask your provider for a new one.',
    );
  }
  const allowedAddresses = JSON.parse(row.allowed_ip_addresses ?? '[]') as string[];
  return { kind: 'recipient', id: row.id, name: row.name, allowedAddresses };
};
