import { createHash } from 'node:crypto';
import type { SealedColumn } from '../secrets/sealed-columns.ts';
import type { Workspace } from '../workspace.ts';
import type { RecipientToken } from './store.ts';

/** The page behind an activation link; programs replace this part of the link by the path of the API. */
export const activationPath = '/delta_sharing/retrieve_config.html';

const purpose = 'activation link';

/** Where the codes of activation links are sealed. */
export const sealedActivationLinks: SealedColumn = {
  kind: 'activation_links',
  table: 'recipient_tokens',
  column: 'activation_sealed',
  purposeOf: () => purpose,
};

/** What the database finds an activation link by. */
export const activationLookup = (code: string): string =>
  createHash('sha256').update('boathouse activation lookup\n').update(code).digest('hex');

/** The columns of a token that waits to be downloaded. The code is sealed: a copy of the database opens no link. */
export const newActivation = ({ sealer, randomBytes }: Workspace) => {
  const code = randomBytes(32).toString('base64url');
  return { activation_lookup: activationLookup(code), activation_sealed: sealer.seal(purpose, code) };
};

/** The link of a token that was not downloaded yet. */
export const activationUrl = ({ sealer, publicUrl }: Workspace, token: RecipientToken): string | undefined =>
  token.activation_sealed === null
    ? undefined
    : `${publicUrl()}${activationPath}?${sealer.open(purpose, token.activation_sealed)}`;

/** A code stands alone, or behind the `?` of a link; parameters may follow it. */
const codePattern = /(?:^|[/?])([\w-]{43})(?=$|[?&#])/;

/** The code in what a caller sends: the code alone, or the whole link, with or without parameters. Empty when there is none. */
export const codeOf = (link: string): string => codePattern.exec(link.trim())?.[1] ?? '';
