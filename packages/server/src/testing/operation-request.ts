import { type Operation, placeOf } from '@boathouse/contract';
import type { TestWorkspace } from './test-workspace.ts';

/** A request as `TestWorkspace.call` takes it. */
export interface OperationRequest {
  readonly line: Parameters<TestWorkspace['call']>[0];
  readonly body: object | undefined;
}

/** The HTTP request of an operation: each field where the declaration says that it travels. */
export const toRequest = (operation: Operation, fields: Readonly<Record<string, unknown>>): OperationRequest => {
  const at = (place: string) => Object.entries(fields).filter(([name]) => placeOf(operation, name) === place);
  const path = at('path').reduce<string>(
    (url, [name, value]) => url.replace(`{${name}}`, encodeURIComponent(String(value))),
    operation.path,
  );
  const query = new URLSearchParams(at('query').map(([name, value]): [string, string] => [name, String(value)]));
  const [whole] = at('whole-body');
  const body = at('body');
  return {
    line: `${operation.method} ${path}${query.size === 0 ? '' : `?${query}`}` as OperationRequest['line'],
    body: whole === undefined ? (body.length === 0 ? undefined : Object.fromEntries(body)) : (whole[1] as object),
  };
};
