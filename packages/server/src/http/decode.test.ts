import { anyCaller, grants, operation, users } from '@boathouse/contract';
import { Type } from 'typebox';
import { describe, expect, it } from 'vitest';
import { ApiError } from './api-error.ts';
import { gatherer, parseBody } from './decode.ts';

const put = operation({
  summary: 'x',
  method: 'POST',
  path: '/things/{name}',
  request: Type.Object({
    name: Type.String(),
    count: Type.Optional(Type.Integer()),
    force: Type.Optional(Type.Boolean()),
    labels: Type.Optional(Type.Record(Type.String(), Type.String())),
    items: Type.Optional(Type.Array(Type.Object({ size: Type.Integer(), note: Type.Optional(Type.String()) }))),
  }),
  response: Type.Object({}),
  errors: [],
  access: anyCaller,
});

const list = operation({
  summary: 'x',
  method: 'GET',
  path: '/things',
  request: Type.Object({
    max_results: Type.Optional(Type.Integer()),
    ids: Type.Optional(Type.Array(Type.String())),
    filter_by: Type.Optional(Type.Object({ is_pinned: Type.Optional(Type.Boolean()) })),
  }),
  response: Type.Object({}),
  errors: [],
  access: anyCaller,
});

const body = (value: unknown) => ({ path: { name: 'a' }, query: {}, body: value as Record<string, unknown> });

describe('gathering a request', () => {
  it('takes numbers and truth values that are written as text', () => {
    expect(gatherer(put)(body({ count: '7', force: 'TRUE' }))).toEqual({ name: 'a', count: 7, force: true });
  });

  it('leaves text that is no number for validation to refuse', () => {
    expect(gatherer(put)(body({ count: 'many' }))).toEqual({ name: 'a', count: 'many' });
    expect(gatherer(put)(body({ count: '9007199254740993' }))).toEqual({ name: 'a', count: '9007199254740993' });
  });

  it('counts an explicit null as absent, inside lists of objects too', () => {
    expect(gatherer(put)(body({ count: null, items: [{ size: 1, note: null }] }))).toEqual({
      name: 'a',
      items: [{ size: 1 }],
    });
  });

  it('leaves out fields that the operation does not know', () => {
    expect(gatherer(put)(body({ colour: 'red', items: [{ size: 1, weight: 2 }] }))).toEqual({
      name: 'a',
      items: [{ size: 1 }],
    });
  });

  it('keeps a key named __proto__ of a map as plain data', () => {
    const request = gatherer(put)(body(JSON.parse('{"labels":{"__proto__":"x"}}')));
    expect(Object.hasOwn(request['labels'] as object, '__proto__')).toBe(true);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it('takes one of a list of choices in any case, with spaces for underscores, and leaves others to be refused', () => {
    const changes = (add: string[]) => ({ changes: [{ principal: 'ada', add }] });
    const path = { securable_type: 'catalog', full_name: 'main' };
    const gathered = gatherer(grants.operations.update)({
      ...{ path, query: {} },
      body: changes(['use catalog', 'Select', 'MODIFY', 'fly']),
    });
    expect(gathered).toMatchObject(changes(['USE_CATALOG', 'SELECT', 'MODIFY', 'fly']));
  });

  it('takes listed values in any case where the contract is lenient, and leaves unknown ones out of a list', () => {
    const patch = gatherer(users.operations.patch);
    const schema = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
    expect(
      patch({
        path: { id: '1' },
        query: {},
        body: { schemas: [schema.toUpperCase(), 'urn:x'], Operations: [{ op: 'Add' }] },
      }),
    ).toEqual({ id: '1', schemas: [schema], Operations: [{ op: 'add' }] });
    expect(patch({ path: { id: '1' }, query: {}, body: { Operations: [{ op: 'move' }] } })).toEqual({
      id: '1',
      Operations: [{ op: 'move' }],
    });
  });

  it('reads the parameters of a GET from its body when the query has none', () => {
    expect(gatherer(list)({ path: {}, query: {}, body: { max_results: 5 } })).toEqual({ max_results: 5 });
    expect(gatherer(list)({ path: {}, query: { max_results: '3' }, body: { max_results: 5 } })).toEqual({
      max_results: 3,
    });
  });

  it('takes one value of a list, and nested query fields with a dot', () => {
    expect(gatherer(list)({ path: {}, query: { ids: 'a', 'filter_by.is_pinned': 'true' }, body: {} })).toEqual({
      ids: ['a'],
      filter_by: { is_pinned: true },
    });
  });
});

describe('reading a body', () => {
  it('reads JSON whatever its content type says', () => {
    const text = Buffer.from(' {"a":1} ');
    for (const type of [
      'application/json',
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/scim+json',
      '',
    ]) {
      expect(parseBody(text, type)).toEqual({ a: 1 });
    }
  });

  it('reads a form, an empty body and null', () => {
    expect(parseBody(Buffer.from('a=1&b=x%20y'), 'application/x-www-form-urlencoded')).toEqual({ a: '1', b: 'x y' });
    expect(parseBody(undefined, '')).toEqual({});
    expect(parseBody(Buffer.from('null'), '')).toEqual({});
  });

  it.each(['{"a":', '[1]', '"text"', '7'])('refuses %s as malformed', text => {
    expect(() => parseBody(Buffer.from(text), 'application/json')).toThrow(ApiError);
  });
});
