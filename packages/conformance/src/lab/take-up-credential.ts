import { type Profile, ProfileError, parseProfile } from '../profile.ts';
import { LabError } from './lab-error.ts';
import type { Workspace } from './workspace.ts';

/** What the server says of the tokens of a recipient: a link of the one that nobody has taken up yet. */
export interface NewRecipient {
  readonly activation_url?: unknown;
  readonly tokens?: readonly { readonly activation_url?: unknown }[];
}

/**
 * Takes up the credential of a recipient, as somebody does who was sent the link.
 *
 * @param recipient what the server answered when it was made, or its token was rotated
 * @throws LabError when there is none, or it is no bearer-token profile
 */
export const takeUpCredential = async ({ call }: Workspace, recipient: NewRecipient): Promise<Profile> => {
  const links = [...(recipient.tokens ?? []).map(token => token.activation_url), recipient.activation_url];
  const link = links.find(found => typeof found === 'string' && found !== '');
  if (typeof link !== 'string') {
    throw new LabError('The server gives no activation_url by which the credential of a recipient can be downloaded.');
  }
  const code = link.slice(Math.max(link.lastIndexOf('?'), link.lastIndexOf('/')) + 1);
  const path = `/public/data_sharing_activation/${encodeURIComponent(code)}`;
  const credential = await call('The credential cannot be downloaded', { path, token: null });
  try {
    return parseProfile(JSON.stringify(credential));
  } catch (error) {
    if (!(error instanceof ProfileError)) throw error;
    throw new LabError(`The credential that the server gives a recipient is none to read with: ${error.message}`);
  }
};
