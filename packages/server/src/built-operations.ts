import { notBuilt } from './http/handlers.ts';
import { rooms } from './rooms.ts';

/** The operations that the workspace answers, as `service.operation`; the others of the contract answer 501. */
export const builtOperations = (): ReadonlySet<string> =>
  new Set(
    rooms.flatMap(({ service, handlers }) =>
      Object.entries(handlers)
        .filter(([, handler]) => handler !== notBuilt)
        .map(([name]) => `${service.name}.${name}`),
    ),
  );
