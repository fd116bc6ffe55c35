import { createHash } from 'node:crypto';
import type { Config } from '../config.ts';
import { ApiError } from '../http/api-error.ts';
import { openToken, signToken } from '../secrets/signing-keys.ts';
import type { TableCall } from './table-call.ts';

/** What a token of the protocol is for. */
export type TokenKind = 'page' | 'refresh';

/** How long pages can be turned: an answer of many pages is read for days. In milliseconds. */
export const pageTokenLife = 3 * 24 * 60 * 60 * 1000;

/**
 * How long an answer can be renewed: an hour longer than its URLs live, because clients ask for new ones shortly before
 * these end. A renewed answer brings a new token. In milliseconds.
 */
export const refreshTokenLife = ({ signed_url_seconds }: Pick<Config, 'signed_url_seconds'>): number =>
  (signed_url_seconds + 60 * 60) * 1000;

/** What it says, beside what it is bound to. */
interface Sealed<Claims> {
  readonly claims: Claims;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** A token is good for one recipient, one table of one share, and the request that it was given to. */
const bindingOf = (kind: TokenKind, call: TableCall, request: unknown): string => {
  const { context, opened, fileIdHash = null } = call;
  const { tableId, filter = null } = opened.table;
  // Pages are counted through what the filter lets pass: with another one, files would be lost between them.
  const seen = kind === 'page' ? filter : null;
  const bound = JSON.stringify([context.principal.id, opened.share.id, tableId, seen, fileIdHash, request]);
  return `delta-sharing ${kind} ${createHash('sha256').update(bound).digest('base64url')}`;
};

const refused = (kind: TokenKind, why: string) =>
  new ApiError('INVALID_PARAMETER_VALUE', `The ${kind} token ${why}. Send the query without it.`);

/**
 * Makes a token.
 *
 * @param request what the request asks for that the token is not to be used without
 * @param life milliseconds
 * @returns text that is safe in URLs without escaping: one client does not escape it
 */
export const makeToken = (
  kind: TokenKind,
  call: TableCall,
  { request, claims, life }: { readonly request: unknown; readonly claims: object; readonly life: number },
): string => {
  const { workspace } = call.context;
  return signToken(workspace.signingKeys, bindingOf(kind, call, request), { claims, until: workspace.now() + life });
};

/**
 * Reads a token that {@link makeToken} made for the same recipient, table and request.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE for any other text, and for one whose time is over
 */
export const readToken = async <Claims>(
  kind: TokenKind,
  call: TableCall,
  { request, token }: { readonly request: unknown; readonly token: string },
): Promise<Claims> => {
  const { workspace } = call.context;
  await workspace.signingKeys.meet(token);
  // What the signature covers is what `makeToken` wrote.
  const sealed = openToken(workspace.signingKeys, bindingOf(kind, call, request), token) as Sealed<Claims> | undefined;
  if (sealed === undefined) throw refused(kind, 'is not of this recipient, table and request, or was altered');
  if (sealed.until <= workspace.now()) throw refused(kind, 'has expired');
  return sealed.claims;
};
