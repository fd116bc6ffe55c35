import { openProbe } from '../probe.ts';
import type { RotatedTokens } from './lab.ts';
import { LabError } from './lab-error.ts';
import type { Place } from './place.ts';
import { type NewRecipient, takeUpCredential } from './take-up-credential.ts';

/**
 * Rotates the token of a recipient, so that the old one ends at once.
 *
 * @param name of a recipient that was just made
 * @param recipient what the server answered then
 * @throws LabError when the server does not, or the first token was never any good
 */
export const rotateToken = async (
  { workspace, limits }: Place,
  name: string,
  recipient: NewRecipient,
): Promise<RotatedTokens> => {
  const old = await takeUpCredential(workspace, recipient);
  const { status } = await openProbe(old, limits).send({ path: '/shares' });
  if (status !== 200) throw new LabError(`The first token of ${name} is answered with status ${status}.`);
  const rotated = await workspace.call(`The token of ${name} cannot be rotated`, {
    method: 'POST',
    path: `/recipients/${name}/rotate-token`,
    body: { existing_token_expire_in_seconds: 0 },
  });
  const current = await takeUpCredential(workspace, rotated);
  return { old: old.bearerToken, current: current.bearerToken };
};
