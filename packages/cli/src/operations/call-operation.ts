import type { List, WorkspaceClient } from '@boathouse/sdk';

/** What an operation answers: one object, or the items of a list, page after page. */
export type Answer =
  | { readonly kind: 'object'; readonly value: unknown }
  | { readonly kind: 'list'; readonly items: AsyncIterable<unknown> };

type Method = (request: object, options: { readonly signal: AbortSignal }) => Promise<unknown> | List<unknown, unknown>;

/**
 * Calls an operation by its names in the contract, which are those of the SDK's services and methods.
 *
 * @throws what the SDK throws; a list throws while it is read
 */
export const callOperation = async (
  client: WorkspaceClient,
  { service, name }: { readonly service: string; readonly name: string },
  request: object,
  signal: AbortSignal,
): Promise<Answer> => {
  // The SDK is generated from the declarations that the names come from; a test walks them all.
  const methods = Reflect.get(client, service) as Readonly<Record<string, Method>>;
  const method = methods[name]?.bind(methods);
  if (method === undefined) throw new Error(`The SDK has no ${service}.${name}.`);
  const answer = method(request, { signal });
  return answer instanceof Promise ? { kind: 'object', value: await answer } : { kind: 'list', items: answer };
};
