import { type Operation, redact, scopeOf } from '@boathouse/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Workspace } from '../workspace.ts';
import { ApiError } from './api-error.ts';
import { Call, type NamedOperation } from './call.ts';
import { anonymous, type Principal, type RequestFacts } from './context.ts';
import { gatherer, parseBody } from './decode.ts';
import { type AnyHandler, notBuilt, type Room } from './handlers.ts';
import { toApiError } from './known-errors.ts';
import { requestFacts } from './request-facts.ts';
import { requireScope } from './require-scope.ts';
import { pathsOf } from './routes.ts';
import { dropAnswer, sendAnswer } from './send-answer.ts';
import { requestValidator } from './validate.ts';

/** One operation with all that answering it takes. */
interface Mounted extends NamedOperation, Pick<Room, 'authenticate' | 'admit'> {
  readonly workspace: Workspace;
  readonly handler: AnyHandler | typeof notBuilt;
  readonly gather: ReturnType<typeof gatherer>;
  readonly validate: (request: unknown) => void;
}

/** Adds the routes of a room: every operation under every path that clients know it by. */
export const mount = (app: FastifyInstance, workspace: Workspace, room: Room): void => {
  for (const [name, operation] of Object.entries(room.service.operations)) {
    const handler: AnyHandler | typeof notBuilt = room.handlers[name] ?? notBuilt;
    const { service, authenticate, admit } = room;
    const mounted: Mounted = {
      workspace,
      service: service.name,
      domain: service.domain,
      name,
      operation,
      handler,
      authenticate,
      admit,
      gather: gatherer(operation),
      validate: requestValidator(operation),
    };
    for (const url of pathsOf(operation)) {
      app.route({ method: operation.method, url, handler: (request, reply) => answer(mounted, request, reply) });
    }
  }
};

const answer = async (mounted: Mounted, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
  const { workspace, operation, handler } = mounted;
  const facts = requestFacts(request);
  const principal = operation.access.kind === 'public' ? anonymous : await identify(mounted, request, facts);
  noteUse(mounted, principal);
  const call = new Call(workspace, mounted, principal, facts);
  try {
    mounted.admit?.(principal, facts);
    requireScope(mounted, principal);
    requireEntitled(mounted, principal);
    if (operation.access.kind === 'admin') requireAdmin(mounted, principal);
    if (handler === notBuilt) {
      throw new ApiError('NOT_IMPLEMENTED', `Operation ${mounted.service}.${mounted.name} is not implemented yet.`);
    }
    const decoded = decode(mounted, request);
    call.parameters = redact(operation.request, decoded) as Record<string, unknown>;
    const result = await handler(decoded, call);
    await call.succeed().catch(async cause => {
      await dropAnswer(result);
      throw cause;
    });
    return await sendAnswer(reply.code(operation.status ?? 200), result);
  } catch (error) {
    // The caller is to hear what went wrong, not that it could not be written down.
    await call.fail(error).catch(cause => workspace.log.error({ err: cause, requestId: facts.id }, 'no audit record'));
    throw error;
  }
};

/** Finds out who calls. A credential that is not good leaves a record; a request without one does not. */
const identify = async (mounted: Mounted, request: FastifyRequest, facts: RequestFacts): Promise<Principal> => {
  const { workspace } = mounted;
  try {
    return await mounted.authenticate(workspace, request);
  } catch (error) {
    const { status } = toApiError(error);
    if (request.headers.authorization !== undefined && (status === 401 || status === 403)) {
      const call = new Call(workspace, mounted, anonymous, facts);
      await call
        .fail(error)
        .catch(cause => workspace.log.error({ err: cause, requestId: facts.id }, 'no audit record'));
    }
    throw error;
  }
};

const decode = ({ operation, gather, validate }: Mounted, request: FastifyRequest): object => {
  const path = { ...(request.params as Record<string, string>) };
  if (operation.restOfUrl !== undefined) path[operation.restOfUrl] = restOfUrl(operation, request);
  const decoded = gather({
    path,
    query: request.query as Record<string, unknown>,
    body: parseBody(request.body as Buffer | undefined, request.headers['content-type'] ?? ''),
  });
  validate(decoded);
  return decoded;
};

/** What follows the literal part of the path, query string included: a whole URL may stand there, encoded or not. */
const restOfUrl = (operation: Operation, request: FastifyRequest): string => {
  const literal = operation.path.slice(operation.path.indexOf('/', '/api/2.'.length), operation.path.indexOf('{'));
  const rest = request.url.slice(request.url.indexOf(literal) + literal.length);
  try {
    return decodeURIComponent(rest);
  } catch {
    return rest;
  }
};

/** What the token of a caller is used for is written down for administrators, whatever comes of the call. */
const noteUse = ({ workspace, domain, operation }: Mounted, principal: Principal): void => {
  if (principal.kind === 'recipient' || principal.tokenId === undefined) return;
  workspace.tokenUses.note(principal.tokenId, scopeOf(domain, operation));
};

/** Somebody who may not use the workspace may still learn who they are. */
const requireEntitled = ({ service, name }: Mounted, principal: Principal): void => {
  if (principal.kind === 'recipient' || principal.kind === 'anonymous' || principal.entitled) return;
  if (service === 'currentUser' && name === 'me') return;
  throw new ApiError(
    'PERMISSION_DENIED',
    `${principal.name} has no entitlement to use this workspace. An administrator can give workspace-access.`,
  );
};

const requireAdmin = ({ service, name }: Mounted, principal: Principal): void => {
  if (principal.kind === 'recipient' || !principal.admin) {
    throw new ApiError('PERMISSION_DENIED', `Only administrators of the workspace can call ${service}.${name}.`);
  }
};
