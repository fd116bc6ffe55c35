import { type Profile, parseProfile } from '../profile.ts';
import { LabError } from './lab-error.ts';
import type { Workspace } from './workspace.ts';

/** What the answer to the making of a recipient says of its token. */
interface NewRecipient {
  readonly activation_url?: unknown;
  readonly tokens?: readonly { readonly activation_url?: unknown }[];
}

/**
 * Takes up the credential of a recipient, as somebody does who was sent the link.
 *
 * @param recipient what the server answered when it was made
 * @throws LabError
 * @throws ProfileError when the credential is no bearer-token profile
 */
export const takeUpCredential = async ({ call }: Workspace, recipient: NewRecipient): Promise<Profile> => {
  const link = recipient.activation_url ?? recipient.tokens?.[0]?.activation_url;
  if (typeof link !== 'string') {
    throw new LabError('The server makes recipients, and gives no activation_url to download their credential by.');
  }
  const code = link.slice(Math.max(link.lastIndexOf('?'), link.lastIndexOf('/')) + 1);
  const path = `/public/data_sharing_activation/${encodeURIComponent(code)}`;
  return parseProfile(JSON.stringify(await call('The credential cannot be downloaded', { path, token: null })));
};
