import type { FastifyRequest } from 'fastify';
import { decodeJwt } from 'jose';
import { prepared } from '../database/prepared.ts';
import { ApiError } from '../http/api-error.ts';
import { bearerToken } from '../http/authentication.ts';
import type { RecipientCaller } from '../http/context.ts';
import { IssuerError } from '../identity/issuers/ask-issuer.ts';
import { RefusedToken } from '../identity/issuers/refused-token.ts';
import { isJsonWebToken } from '../identity/oauth/verify-access-token.ts';
import { tokenLookup } from '../tokens/token-hash.ts';
import type { Workspace } from '../workspace.ts';
import { federatedRecipient } from './federated-recipient.ts';
import { peerRecipient } from './peer-recipient.ts';

const recipientByToken = prepared((database, { lookup }: { readonly lookup: string }) =>
  database.read
    .selectFrom('recipient_tokens')
    .innerJoin('recipients', 'recipients.id', 'recipient_tokens.recipient_id')
    .select(['recipients.id', 'recipients.name', 'recipients.allowed_ip_addresses'])
    .where('recipient_tokens.token_lookup', '=', lookup)
    .where('recipient_tokens.expires_at', '>', database.now()),
);

const issuerOf = (token: string): string => {
  try {
    return decodeJwt(token).iss ?? '';
  } catch {
    return '';
  }
};

/** What the path says, where it is that of one recipient. */
type Parameters = { readonly metastore?: string; readonly recipient_id?: string };

const byJsonWebToken = async (
  workspace: Workspace,
  token: string,
  parameters: Parameters,
): Promise<RecipientCaller> => {
  const { metastore: metastoreId = '', recipient_id: recipientId } = parameters;
  const presented = { token, issuer: issuerOf(token) };
  try {
    if (recipientId === undefined) return await peerRecipient(workspace, presented);
    return await federatedRecipient(workspace, { metastoreId, recipientId }, presented);
  } catch (error) {
    if (error instanceof RefusedToken) {
      throw new ApiError('UNAUTHENTICATED', `The recipient token is not valid: it ${error.message}.`, { cause: error });
    }
    if (!(error instanceof IssuerError)) throw error;
    const message = `The issuer of the token cannot be asked for its keys now: ${error.message}.`;
    throw new ApiError('TEMPORARILY_UNAVAILABLE', message, { cause: error });
  }
};

/**
 * Finds out which recipient calls: by its own token, by that of a workspace for its metastore, or at its own endpoint by
 * one of an issuer that its federation policies name. Looked up anew for every request, so that revocation and expiry hold at the next one.
 *
 * @throws ApiError UNAUTHENTICATED without a token, or with one that is unknown, revoked or expired;
 * TEMPORARILY_UNAVAILABLE when the issuer of one cannot be asked for its keys
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
  const parameters = request.params as Parameters;
  if (isJsonWebToken(token)) return byJsonWebToken(workspace, token, parameters);
  const { database } = workspace;
  const [row] = await database.execute(recipientByToken(database, { lookup: tokenLookup(token) }));
  const { recipient_id: recipientId = row?.id } = parameters;
  if (row === undefined || row.id !== recipientId) {
    throw new ApiError(
      'UNAUTHENTICATED',
      'The recipient token is not valid: it is unknown, was revoked or has expired. Ask your provider for a new one.',
    );
  }
  const allowedAddresses = JSON.parse(row.allowed_ip_addresses ?? '[]') as string[];
  return { kind: 'recipient', id: row.id, name: row.name, allowedAddresses };
};
