import { expect, test } from 'vitest';
import type { Service } from '../operation.ts';
import { services } from '../services.ts';
import { openApi } from './openapi.ts';

interface OperationPart {
  readonly operationId: string;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object }>> };
  readonly responses: Readonly<Record<string, { readonly content?: object; readonly $ref?: string }>>;
  readonly security: readonly object[];
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationPart>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const text = JSON.stringify(openApi('0.1.0'));
const document: Document = JSON.parse(text);
const operations = Object.values(document.paths).flatMap(item => Object.values(item));

const find = (operationId: string): OperationPart => {
  const found = operations.find(operation => operation.operationId === operationId);
  if (found === undefined) throw new Error(`The document has no ${operationId}.`);
  return found;
};

test('every operation of the contract is in the document, once', () => {
  const expected = Object.values<Service>(services).flatMap(service =>
    Object.keys(service.operations).map(name => `${service.name}.${name}`),
  );
  expect(operations.map(({ operationId }) => operationId).sort()).toEqual(expected.sort());
});

test('every reference leads to a component', () => {
  const references = [...text.matchAll(/"\$ref":"#\/components\/([^/"]+)\/([^"]+)"/g)];
  expect(references.length).toBeGreaterThan(500);
  const missing = references.filter(([, kind = '', name = '']) => document.components[kind]?.[name] === undefined);
  expect(missing.map(([reference]) => reference)).toEqual([]);
});

test('every parameter of a path is declared, and fields travel where the contract says', () => {
  for (const [path, item] of Object.entries(document.paths)) {
    for (const { operationId, parameters } of Object.values(item)) {
      const inPath = parameters.filter(parameter => parameter.in === 'path').map(({ name }) => `{${name}}`);
      expect(path.match(/\{[^}]+\}/g) ?? [], operationId).toEqual(inPath);
    }
  }
  const { parameters, requestBody } = find('recipientFederationPolicies.update');
  expect(parameters.map(({ name, in: place }) => `${place} ${name}`)).toEqual([
    'path recipient_name',
    'path name',
    'query update_mask',
  ]);
  expect(requestBody?.content['application/json']?.schema).toMatchObject({
    $ref: '#/components/schemas/sharing.FederationPolicy',
  });
});

test('an object in the query is a parameter for each of its fields', () => {
  expect(find('clusters.list').parameters.map(({ name }) => name)).toContain('filter_by.is_pinned');
});

test('error answers have the shape of their protocol and the codes of the operation', () => {
  expect(find('shares.create').responses['409']).toMatchObject({
    description: expect.stringContaining('SHARE_ALREADY_EXISTS'),
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
  });
  expect(find('users.get').responses['503']).toEqual({ $ref: '#/components/responses/ScimError.503' });
  expect(find('deltaSharing.listShares').responses['401']).toEqual({
    $ref: '#/components/responses/DeltaSharingError.401',
  });
});

test('who may call is a security requirement: nobody, a caller, a recipient', () => {
  expect(find('recipientActivation.retrieveToken').security).toEqual([]);
  expect(find('recipientActivation.retrieveToken').responses).not.toHaveProperty('401');
  expect(find('shares.get').security).toEqual([{ workspaceToken: ['sharing:read'] }]);
  expect(find('currentUser.me').security).toEqual([{ workspaceToken: [] }]);
  expect(find('deltaSharing.queryTable').security).toEqual([{ recipientToken: [] }]);
});

test('a stream of lines is declared as one', () => {
  expect(find('deltaSharing.queryTable').responses['200']?.content).toHaveProperty('application/x-ndjson');
});
