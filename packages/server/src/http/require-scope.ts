import { scopeOf, scopesCover } from '@boathouse/contract';
import { ApiError } from './api-error.ts';
import type { NamedOperation } from './call.ts';
import type { Principal } from './context.ts';

/**
 * Turns away a caller whose credential is limited to API scopes, and not to the one that the operation needs.
 *
 * @throws ApiError PERMISSION_DENIED naming the scope
 */
export const requireScope = ({ domain, service, name, operation }: NamedOperation, principal: Principal): void => {
  if (principal.kind === 'recipient' || principal.scopes === undefined) return;
  const needed = scopeOf(domain, operation);
  if (needed === undefined || scopesCover(principal.scopes, needed)) return;
  throw new ApiError(
    'PERMISSION_DENIED',
    `${service}.${name} needs API scope '${needed}', which the credential does not have. It has ${principal.scopes.join(', ') || 'none'}.`,
  );
};
