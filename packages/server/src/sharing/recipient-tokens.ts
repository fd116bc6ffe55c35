import { getMetastore } from '../catalog/store.ts';
import type { Database, Queries } from '../database/database.ts';
import { prepared } from '../database/prepared.ts';
import { ApiError } from '../http/api-error.ts';
import type { Context } from '../http/context.ts';
import type { Workspace } from '../workspace.ts';
import { activationUrl, newActivation } from './activation-link.ts';
import type { Recipient, RecipientToken } from './store.ts';

/** Recipient tokens live at most one year from when they are made. */
const maxLifetime = 31_536_000_000;

const tokensOfRecipient = prepared((database, { recipient }: { readonly recipient: string }) =>
  database.read
    .selectFrom('recipient_tokens')
    .selectAll()
    .where('recipient_id', '=', recipient)
    .where('expires_at', '>', database.now())
    .orderBy('created_at')
    .orderBy('id'),
);

/** The live tokens of one recipient, oldest first. */
export const liveTokensOf = (
  database: Database,
  recipientId: string,
  queries?: Queries,
): Promise<readonly RecipientToken[]> =>
  database.execute(tokensOfRecipient(database, { recipient: recipientId }), queries);

/** Recipients whose tokens one statement asks for. */
const chunk = 500;

/** The live tokens of recipients by the recipient's id, oldest first. One that has none is not in the map. */
export const liveTokens = async (
  { database }: Workspace,
  queries: Queries,
  recipientIds: readonly string[],
): Promise<Map<string, RecipientToken[]>> => {
  const byRecipient = new Map<string, RecipientToken[]>();
  for (let start = 0; start < recipientIds.length; start += chunk) {
    const tokens = await queries
      .selectFrom('recipient_tokens')
      .selectAll()
      .where('recipient_id', 'in', recipientIds.slice(start, start + chunk))
      .where('expires_at', '>', database.now())
      .orderBy('created_at')
      .orderBy('id')
      .execute();
    for (const token of tokens) {
      const others = byRecipient.get(token.recipient_id);
      if (others === undefined) byRecipient.set(token.recipient_id, [token]);
      else others.push(token);
    }
  }
  return byRecipient;
};

/**
 * When a new token expires: as asked, or after the lifetime that the metastore sets.
 *
 * @param asked milliseconds since 1970
 * @throws ApiError INVALID_PARAMETER_VALUE for a time in the past or more than a year ahead
 */
export const tokenExpiry = async (queries: Queries, now: number, asked: number | undefined): Promise<number> => {
  if (asked !== undefined) {
    if (asked <= now || asked > now + maxLifetime) {
      throw new ApiError(
        'INVALID_PARAMETER_VALUE',
        "Field 'expiration_time' must lie in the future and at most one year ahead, in milliseconds since 1970.",
      );
    }
    return asked;
  }
  const { recipient_token_lifetime_seconds: seconds } = await getMetastore(queries);
  // Zero used to mean no limit; now it means the longest that there is.
  return now + (seconds === 0 ? maxLifetime : Math.min(seconds * 1000, maxLifetime));
};

/** Gives a recipient a token that waits for its download. */
export const issueToken = async (
  transaction: Queries,
  context: Context,
  recipientId: string,
  expiresAt: number,
): Promise<void> => {
  const now = context.workspace.now();
  const by = context.principal.name;
  await transaction
    .insertInto('recipient_tokens')
    .values({
      id: context.workspace.newId(),
      recipient_id: recipientId,
      token_lookup: null,
      ...newActivation(context.workspace),
      expires_at: expiresAt,
      created_at: now,
      created_by: by,
      updated_at: now,
      updated_by: by,
    })
    .execute();
};

const drop = async (transaction: Queries, token: RecipientToken): Promise<void> => {
  await transaction.deleteFrom('recipient_tokens').where('id', '=', token.id).execute();
};

const setEnd = async (
  transaction: Queries,
  { workspace, principal }: Context,
  { id }: RecipientToken,
  expiresAt: number,
): Promise<void> => {
  const values = { expires_at: expiresAt, updated_at: workspace.now(), updated_by: principal.name };
  await transaction.updateTable('recipient_tokens').set(values).where('id', '=', id).execute();
};

const shorten = async (
  transaction: Queries,
  context: Context,
  token: RecipientToken,
  expiresAt: number,
): Promise<void> => {
  if (expiresAt > token.expires_at) {
    throw new ApiError(
      'INVALID_PARAMETER_VALUE',
      'Cannot extend the token expiration time: existing_token_expire_in_seconds reaches past the end of the existing token.',
    );
  }
  await setEnd(transaction, context, token, expiresAt);
};

/**
 * Gives the newest live token of a recipient another end. One that is in its grace period never ends later for it, and one
 * that has ended stays dead.
 *
 * @param asked milliseconds since 1970
 * @throws ApiError INVALID_PARAMETER_VALUE for a time in the past or more than a year after the token was made
 */
export const changeExpiry = async (
  transaction: Queries,
  context: Context,
  recipient: Recipient,
  asked: number,
): Promise<void> => {
  await tokenExpiry(transaction, context.workspace.now(), asked);
  const tokens = await liveTokensOf(context.workspace.database, recipient.id, transaction);
  const newest = tokens.at(-1);
  if (newest !== undefined && asked > newest.created_at + maxLifetime) {
    throw new ApiError(
      'INVALID_PARAMETER_VALUE',
      "Field 'expiration_time' must lie at most one year after the token was made. Rotate the token for a longer time.",
    );
  }
  for (const token of tokens) {
    await setEnd(transaction, context, token, token === newest ? asked : Math.min(asked, token.expires_at));
  }
};

/**
 * Replaces a recipient's token by a new one. The old one lives on for a grace period, unless nobody ever downloaded it.
 *
 * @param graceSeconds how long the existing token is still good; 0: not at all
 * @throws ApiError INVALID_PARAMETER_VALUE for another type than TOKEN, when two tokens are live already, or the grace period would lengthen the old one
 */
export const rotateToken = async (
  transaction: Queries,
  context: Context,
  recipient: Recipient,
  graceSeconds: number,
): Promise<void> => {
  if (recipient.authentication_type !== 'TOKEN') {
    throw new ApiError(
      'INVALID_PARAMETER_VALUE',
      `Recipient '${recipient.name}' has no token to rotate: it has the non-TOKEN authentication type ${recipient.authentication_type}.`,
    );
  }
  if (graceSeconds < 0)
    throw new ApiError('INVALID_PARAMETER_VALUE', "Field 'existing_token_expire_in_seconds' must be 0 or more.");
  const now = context.workspace.now();
  const tokens = await liveTokensOf(context.workspace.database, recipient.id, transaction);
  if (tokens.length > 1) {
    throw new ApiError(
      'INVALID_PARAMETER_VALUE',
      `There are already two activated tokens for recipient '${recipient.name}'. Wait until one expires, or delete it by letting its grace period end.`,
    );
  }
  const [existing] = tokens;
  if (existing !== undefined) {
    if (existing.token_lookup === null || graceSeconds === 0) await drop(transaction, existing);
    else await shorten(transaction, context, existing, now + graceSeconds * 1000);
  }
  await issueToken(transaction, context, recipient.id, await tokenExpiry(transaction, now, undefined));
};

/** A token as administrators see it: never its value. */
export const describeToken = (workspace: Workspace, token: RecipientToken) => {
  const url = activationUrl(workspace, token);
  return {
    id: token.id,
    ...(url === undefined ? {} : { activation_url: url }),
    expiration_time: token.expires_at,
    created_at: token.created_at,
    created_by: token.created_by,
    updated_at: token.updated_at,
    updated_by: token.updated_by,
  };
};
