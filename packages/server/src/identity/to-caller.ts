import type { Caller } from '../http/context.ts';

/** What a caller is made from: an active principal, and what its credential is limited to. */
export interface CallerRow {
  readonly id: number;
  readonly kind: 'USER' | 'SERVICE_PRINCIPAL' | 'GROUP';
  readonly name: string;
  readonly admin: number;
  readonly entitled: number;
}

/**
 * @param scopes the API scopes that the credential is limited to; undefined: everything that the principal may do
 */
export const toCaller = (row: CallerRow, scopes?: readonly string[]): Caller => ({
  kind: row.kind === 'USER' ? 'user' : 'service-principal',
  id: row.id,
  name: row.name,
  admin: row.admin === 1,
  entitled: row.entitled === 1,
  ...(scopes === undefined ? {} : { scopes }),
});
