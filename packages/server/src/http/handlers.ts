import type { Operation, RequestOf, ResponseOf, Service } from '@boathouse/contract';
import type { FastifyRequest } from 'fastify';
import type { Workspace } from '../workspace.ts';
import type { Answer } from './answer.ts';
import type { Caller, Context, Principal, RecipientCaller, RequestFacts } from './context.ts';

/** Stands where an operation is known and not built yet: it answers 501 by name. */
export const notBuilt = Symbol('not built');

/** Answers one operation: decoded request in, plain data out. */
export type Handler<O extends Operation, P extends Principal> = (
  request: RequestOf<O>,
  context: Context<P>,
) => Promise<ResponseOf<O> | Answer>;

/** A handler for each operation of a service; one that is missing or misspelt does not compile. */
export type Handlers<S extends Service, P extends Principal = Caller> = {
  readonly [Name in keyof S['operations']]: Handler<S['operations'][Name], P> | typeof notBuilt;
};

/** Finds out who calls. Throws ApiError UNAUTHENTICATED or INVALID_ACCESS_TOKEN. */
export type Authenticate<P extends Principal> = (workspace: Workspace, request: FastifyRequest) => Promise<P>;

/** Turns away a known caller before the handler runs, by throwing ApiError PERMISSION_DENIED; that is audited. */
export type Admit<P extends Principal> = (principal: P, request: RequestFacts) => void;

/** A handler of which only `mount` needs to know: it has checked the request by the operation's own schema. */
export type AnyHandler = (request: unknown, context: Context<Principal>) => Promise<unknown>;

/** A service with its handlers, ready to be mounted. */
export interface Room {
  readonly service: Service;
  readonly handlers: Readonly<Record<string, AnyHandler | typeof notBuilt>>;
  readonly authenticate: Authenticate<Principal>;
  readonly admit: Admit<Principal> | undefined;
}

/**
 * Joins a service with its handlers.
 *
 * @param authenticate how the service's callers prove who they are
 * @param admit who of them is turned away whatever they ask for
 */
export const room = <S extends Service, P extends Caller | RecipientCaller>(
  service: S,
  authenticate: Authenticate<P>,
  handlers: Handlers<S, P>,
  admit?: Admit<P>,
): Room => ({
  service,
  authenticate,
  // `mount` calls each handler with what the service's own schema and authenticator let through.
  handlers: handlers as unknown as Room['handlers'],
  admit: admit as Room['admit'],
});
