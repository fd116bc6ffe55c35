import type { Static, TObject, TSchema } from 'typebox';
import type { Domain } from './domains.ts';
import type { ErrorCode } from './errors.ts';
import { type ApiScope, domainScopes, readScope } from './scopes.ts';

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * Who may call an operation.
 *
 * - `public`: anybody, without a credential.
 * - `caller`: every authenticated caller; the answer holds what that caller may see.
 * - `admin`: workspace administrators; the server refuses others before the handler runs.
 * - `rule`: the domain decides; `rule` says how, for the documentation.
 * - `recipient`: the bearer of a recipient token.
 */
export type Access =
  | { readonly kind: 'public' }
  | { readonly kind: 'caller' }
  | { readonly kind: 'admin' }
  | { readonly kind: 'recipient' }
  | { readonly kind: 'rule'; readonly rule: string };

export const anybody: Access = { kind: 'public' };
export const anyCaller: Access = { kind: 'caller' };
export const adminOnly: Access = { kind: 'admin' };
export const recipientOnly: Access = { kind: 'recipient' };
export const allowedTo = (rule: string): Access => ({ kind: 'rule', rule });

/** How the answers of a list are cut into pages. */
export interface Paging {
  /** The key of the answer that holds the items. */
  readonly items: string;
  /**
   * `token`: `page_token` and `next_page_token`. `scim`: `startIndex` and `count`. `delta-sharing`: `pageToken`
   * and `nextPageToken`. `whole`: the list is not cut, one answer holds all items.
   */
  readonly style: 'token' | 'scim' | 'whole' | 'delta-sharing';
}

/** Where a field of the flat request travels. `whole-body`: the field's value is the body. */
export type FieldPlace = 'path' | 'query' | 'body' | 'whole-body';

/** One REST operation, as data. Server routes, SDK, OpenAPI, CLI and docs all come from this. */
export interface Operation<Request extends TObject = TObject, Response extends TSchema = TSchema> {
  readonly summary: string;
  /** More than the summary says: effects, limits, traps. */
  readonly description?: string;
  readonly method: Method;
  /** The path with `{field}` for each field that travels in it. */
  readonly path: `/${string}`;
  /** All fields in one flat object, wherever they travel. */
  readonly request: Request;
  readonly response: Response;
  /** Codes beside `commonErrors`. */
  readonly errors: readonly ErrorCode[];
  readonly access: Access;
  /**
   * The API scope that a limited credential needs, where it is not that of the domain. `any`: every credential will do.
   * An operation that only reads is open to the reading half of the scope too.
   */
  readonly scope?: ApiScope | 'any';
  readonly paging?: Paging;
  /** The HTTP status of success where it is not 200. */
  readonly status?: 201;
  /** Fields that travel elsewhere than `placeOf` derives. */
  readonly in?: Readonly<Record<string, FieldPlace>>;
  /** The path parameter that takes the rest of the URL, slashes and query string included. */
  readonly restOfUrl?: string;
  /** A POST that changes nothing. Reads and writes are different token scopes, and only writes are audited. */
  readonly readOnly?: true;
  /** A read that leaves an audit record, whoever calls: what it gives out is a secret. */
  readonly audited?: true;
  /** Set when the operation is Boathouse's own, so that no official client knows it. */
  readonly own?: true;
  /** The answer is a stream of JSON lines; `response` is then the schema of one line. */
  readonly lines?: true;
}

/** Operations that belong together under one name, as `w.shares` does. */
export interface Service<Operations extends Record<string, Operation> = Record<string, Operation>> {
  /** The name that clients call it by, in camelCase. */
  readonly name: string;
  readonly domain: Domain;
  /** A sentence for the documentation. */
  readonly description: string;
  readonly operations: Operations;
}

export const operation = <const Request extends TObject, const Response extends TSchema>(
  declaration: Operation<Request, Response>,
): Operation<Request, Response> => declaration;

export const service = <const Operations extends Record<string, Operation>>(
  name: string,
  domain: Domain,
  description: string,
  operations: Operations,
): Service<Operations> => ({ name, domain, description, operations });

/** The request that an operation takes, decoded. */
export type RequestOf<O extends Operation> = Static<O['request']>;
/** The answer that an operation gives. */
export type ResponseOf<O extends Operation> = Static<O['response']>;

/** The names between braces in a path, in order. */
export const pathFields = (path: string): readonly string[] =>
  [...path.matchAll(/\{([^}]+)\}/g)].map(match => match[1] ?? '');

/** Whether the operation only reads: by its method, unless it says so itself. */
export const isRead = (operation: Operation): boolean =>
  operation.readOnly === true || operation.method === 'GET' || operation.method === 'HEAD';

/**
 * The API scope that a limited credential needs for an operation: `sql` to change something, `sql:read` to look at it.
 * Undefined: any will do.
 */
export const scopeOf = (domain: Domain, operation: Operation): string | undefined => {
  const { scope = domainScopes[domain] } = operation;
  if (scope === 'any') return undefined;
  return isRead(operation) ? readScope(scope) : scope;
};

/** Where a field travels: named in the path → path; GET, HEAD and DELETE → query; else body. `in` overrides. */
export const placeOf = (operation: Operation, field: string): FieldPlace => {
  const declared = operation.in?.[field];
  if (declared !== undefined) return declared;
  if (pathFields(operation.path).includes(field)) return 'path';
  return operation.method === 'POST' || operation.method === 'PUT' || operation.method === 'PATCH' ? 'body' : 'query';
};
