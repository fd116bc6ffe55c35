import { type Operation, placeOf, type Service, services } from '@boathouse/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { knownOperations } from './testing/facts.ts';
import { type Received, startServer, type WorkspaceServer } from './testing/workspace-server.ts';
import { WorkspaceClient } from './workspace-client.ts';

let server: WorkspaceServer;
let workspace: WorkspaceClient;

beforeAll(async () => {
  server = await startServer([{}]);
  workspace = new WorkspaceClient({ host: server.host, token: 't' });
});
afterAll(() => server[Symbol.asyncDispose]());

type Fields = Readonly<Record<string, unknown>>;

/** What a call should bring: query pairs in alphabetical order, and the body. */
interface Expected {
  readonly method: string;
  readonly path: string;
  readonly query: readonly string[];
  readonly body: unknown;
}

/** Calls an operation by its name and gives what came over the wire. */
const call = async (service: string, name: string, request: Fields): Promise<Expected> => {
  const api: object = Reflect.get(workspace, service);
  const method = Reflect.get(api, name);
  const answer: unknown = await method.call(api, ...(Object.keys(request).length === 0 ? [] : [request]));
  if (typeof answer === 'object' && answer !== null && 'page' in answer && typeof answer.page === 'function') {
    await answer.page();
  }
  return wireOf(server.received.at(-1));
};

const wireOf = (received: Received | undefined): Expected => {
  const [path = '', query = ''] = received?.url.split('?') ?? [];
  const body: unknown = received?.body ? JSON.parse(received.body) : undefined;
  return { method: received?.method ?? '', path, query: pairs(new URLSearchParams(query)), body };
};

const pairs = (query: Iterable<readonly [string, unknown]>): string[] =>
  [...query].map(([name, value]) => `${name}=${value}`).sort();

/** The query pairs of a field, as the official clients write them: lists repeated, inner fields behind a period. */
const flatten = (name: string, value: unknown): (readonly [string, unknown])[] => {
  if (Array.isArray(value)) return value.flatMap(item => flatten(name, item));
  if (typeof value !== 'object' || value === null) return [[name, value]];
  return Object.entries(value).flatMap(([inner, part]) => flatten(`${name}.${inner}`, part));
};

const pathWith = (template: string, request: Fields): string =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(request[name])));

const allMethods = (): string[] =>
  Object.entries(workspace)
    .filter(([, api]) => typeof api === 'object' && api !== null)
    .flatMap(([service, api]) =>
      Object.getOwnPropertyNames(Object.getPrototypeOf(api))
        .filter(name => name !== 'constructor')
        .map(name => `${service}.${name}`),
    );

const known = knownOperations();
const knownIds = new Set(known.map(({ service, name }) => `${service}.${name}`));

describe('an operation that official clients know travels as theirs does', () => {
  test.each(known.map(operation => [`${operation.service}.${operation.name}`, operation] as const))(
    '%s',
    async (_, { service, name, fact, sample }) => {
      const request = Object.fromEntries(fact.params.map(({ name, type }) => [name, sample(type)]));
      const at = (place: string) => fact.params.filter(parameter => parameter.in === place).map(({ name }) => name);
      const inBody = at('body').map(name => [name, request[name]]);
      const [whole] = at('whole body');
      const body = inBody.length > 0 ? Object.fromEntries(inBody) : undefined;
      await expect(call(service, name, request)).resolves.toEqual({
        method: fact.request.verb,
        path: pathWith(fact.request.path, request),
        query: pairs(at('query').flatMap(name => flatten(name, request[name]))),
        body: whole === undefined ? body : request[whole],
      });
    },
  );
});

const own = Object.values<Service>(services)
  .flatMap(({ name: service, operations }) =>
    Object.entries(operations).map(([name, operation]) => ({ service, name, operation })),
  )
  .filter(({ service, name }) => service !== 'deltaSharing' && !knownIds.has(`${service}.${name}`));

describe('any other operation travels as the contract declares it', () => {
  test.each(own.map(declared => [`${declared.service}.${declared.name}`, declared] as const))(
    '%s',
    async (_, { service, name, operation }) => {
      const names = Object.keys(operation.request.properties);
      const request = Object.fromEntries(names.map(field => [field, `${field} / ?`]));
      await expect(call(service, name, request)).resolves.toEqual(declaredWire(operation, request));
    },
  );
});

const declaredWire = (operation: Operation, request: Fields): Expected => {
  const at = (place: string) => Object.entries(request).filter(([name]) => placeOf(operation, name) === place);
  const inBody = at('body');
  const [whole] = at('whole-body');
  const body = inBody.length > 0 ? Object.fromEntries(inBody) : undefined;
  return {
    method: operation.method,
    path: pathWith(operation.path, request),
    query: pairs(at('query')),
    body: whole === undefined ? body : whole[1],
  };
};

test('every method of the client is one of these operations, and every operation has a method', () => {
  const expected = [...knownIds, ...own.map(({ service, name }) => `${service}.${name}`)];
  expect(allMethods().sort()).toEqual(expected.sort());
});
