import { recipientActivation } from '@boathouse/contract';
import type { Queries } from '../database/database.ts';
import { Answer } from '../http/answer.ts';
import { ApiError } from '../http/api-error.ts';
import { authenticateCaller } from '../http/authentication.ts';
import type { RequestFacts } from '../http/context.ts';
import { room } from '../http/handlers.ts';
import { tokenLookup } from '../tokens/token-hash.ts';
import type { Workspace } from '../workspace.ts';
import { activationLookup, codeOf } from './activation-link.ts';
import { requireAllowed } from './ip-access-list.ts';

/** A token that waits for its download, with its recipient. */
export interface Pending {
  readonly tokenId: string;
  readonly recipientId: string;
  readonly recipientName: string;
  readonly expiresAt: number;
}

const notValid = () =>
  new ApiError(
    'RESOURCE_DOES_NOT_EXIST',
    'The activation link does not exist, was already used or has expired. Ask your provider for a new one.',
  );

/**
 * Finds what an activation link is good for, without using it up.
 *
 * @param link the link or its code
 * @throws ApiError RESOURCE_DOES_NOT_EXIST; PERMISSION_DENIED from an address that the recipient may not call from
 */
export const findPending = async (
  { database }: Workspace,
  queries: Queries,
  link: string,
  request: Pick<RequestFacts, 'ip'>,
): Promise<Pending> => {
  const row = await queries
    .selectFrom('recipient_tokens')
    .innerJoin('recipients', 'recipients.id', 'recipient_tokens.recipient_id')
    .select([
      'recipient_tokens.id as tokenId',
      'recipient_id as recipientId',
      'recipients.name as recipientName',
      'allowed_ip_addresses',
      'recipient_tokens.expires_at as expiresAt',
    ])
    .where('activation_lookup', '=', activationLookup(codeOf(link)))
    .where('recipient_tokens.expires_at', '>', database.now())
    .executeTakeFirst();
  if (row === undefined) throw notValid();
  requireAllowed(JSON.parse(row.allowed_ip_addresses ?? '[]') as string[], request.ip);
  return row;
};

/** Makes the credential and closes the link. Of two that come at once, one finds the link used. */
const activate = async (workspace: Workspace, transaction: Queries, pending: Pending, token: string): Promise<void> => {
  const values = {
    token_lookup: tokenLookup(token),
    activation_lookup: null,
    activation_sealed: null,
    updated_at: workspace.now(),
    updated_by: pending.recipientName,
  };
  const { numUpdatedRows } = await transaction
    .updateTable('recipient_tokens')
    .set(values)
    .where('id', '=', pending.tokenId)
    .where('activation_lookup', 'is not', null)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows !== 1n) throw notValid();
  await transaction.updateTable('recipients').set({ activated: 1 }).where('id', '=', pending.recipientId).execute();
};

export const recipientActivationRoom = room(recipientActivation, authenticateCaller, {
  getActivationUrlInfo: async ({ activation_url }, { workspace, request }) => {
    await findPending(workspace, workspace.database.read, activation_url, request);
    return {};
  },

  retrieveToken: async ({ activation_url }, context) => {
    const { workspace, request } = context;
    const token = workspace.randomBytes(32).toString('base64url');
    const pending = await context.write(async transaction => {
      const found = await findPending(workspace, transaction, activation_url, request);
      context.note({ recipient_name: found.recipientName });
      await activate(workspace, transaction, found, token);
      return found;
    });
    const profile = {
      shareCredentialsVersion: 1,
      bearerToken: token,
      endpoint: `${workspace.publicUrl()}/delta-sharing`,
      expirationTime: new Date(pending.expiresAt).toISOString(),
    };
    // A browser saves the profile under the name that every client knows; programs do not look at the header.
    return new Answer(
      { 'content-disposition': 'attachment; filename="config.share"', 'cache-control': 'no-store' },
      profile,
    );
  },
});
