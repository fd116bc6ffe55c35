import type { Workspace } from '../../workspace.ts';
import { OAuthError } from './oauth-error.ts';

/** A program that people sign in to. It keeps no secret: what it proves, it proves by PKCE and its redirect URI. */
export interface PublicClient {
  readonly id: string;
  /** What the consent page calls it. */
  readonly name: string;
  readonly takes: (redirectUri: string, workspace: Workspace) => boolean;
}

/**
 * A program on the user's own machine, on any port (RFC 8252 §7.3). The form is exact: what a parser could read in two
 * ways does not pass.
 */
const isLoopback = (uri: string): boolean =>
  /^http:\/\/(localhost|127\.0\.0\.1)(:[1-9]\d{0,4})?(\/[\w./-]*)?$/.test(uri) && URL.canParse(uri);

const clients: readonly PublicClient[] = [
  { id: 'databricks-cli', name: 'the Databricks command line or SDK', takes: isLoopback },
  { id: 'boathouse-cli', name: 'the Boathouse command line', takes: isLoopback },
  {
    id: 'boathouse-console',
    name: 'the Boathouse console',
    takes: (uri, { publicUrl }) => uri === `${publicUrl()}/console/callback`,
  },
];

/**
 * The client of an id, once it is sure that a redirect URI is its own. Whoever fails here is told on a page and sent
 * nowhere.
 *
 * @throws OAuthError unauthorized_client, invalid_request
 */
export const findPublicClient = (workspace: Workspace, id: string, redirectUri: string): PublicClient => {
  const client = clients.find(candidate => candidate.id === id);
  if (client === undefined) {
    const known = clients.map(candidate => candidate.id).join(', ');
    throw new OAuthError('unauthorized_client', `There is no client with this client_id. People sign in to ${known}.`);
  }
  if (client.takes(redirectUri, workspace)) return client;
  throw new OAuthError('invalid_request', `The redirect_uri is not one of ${client.id}.`);
};
