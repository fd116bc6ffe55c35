import type { WorkspaceClient } from '@boathouse/sdk';

/** When tokens are rotated, and how long recipients have to change over. */
export interface Rotation {
  /** Tokens that end within this many days are replaced. */
  readonly withinDays: number;
  /** Days that a replaced token is still good for, or less where it ends sooner. */
  readonly graceDays: number;
  /** The present, in milliseconds since 1970. Default: now. */
  readonly now?: number;
}

const daySeconds = 86_400;

/** A token cannot be told to end later than it does: the request takes time to arrive. */
const marginSeconds = 60;

/**
 * Replaces the tokens of recipients that are about to end. A recipient with two tokens is changing over already.
 *
 * @returns the activation link of each recipient that has to be told, by the recipient's name
 */
export const rotateTokens = async (
  workspace: WorkspaceClient,
  { withinDays, graceDays, now = Date.now() }: Rotation,
): Promise<Map<string, string>> => {
  const links = new Map<string, string>();
  for await (const { name = '', authentication_type, tokens = [] } of workspace.recipients.list()) {
    const [token, ...others] = tokens;
    if (authentication_type !== 'TOKEN' || others.length > 0) continue;
    const secondsLeft = Math.floor(((token?.expiration_time ?? now) - now) / 1000);
    if (secondsLeft > withinDays * daySeconds) continue;
    const grace = Math.max(0, Math.min(graceDays * daySeconds, secondsLeft - marginSeconds));
    const recipient = await workspace.recipients.rotateToken({ name, existing_token_expire_in_seconds: grace });
    if (recipient.activation_url !== undefined) links.set(name, recipient.activation_url);
  }
  return links;
};
