import { describe, expect, test } from 'vitest';
import { domains } from './domains.ts';
import { commonErrors, errorTable } from './errors.ts';
import { type Operation, pathFields, placeOf, type Service } from './operation.ts';
import { type JsonSchema, typeDescription } from './schema.ts';
import { services } from './services.ts';

const all: readonly Service[] = Object.values(services);

const operations = all.flatMap(service =>
  Object.entries(service.operations).map(([name, operation]) => ({
    id: `${service.name}.${name}`,
    name,
    service,
    operation,
  })),
);

/** A schema with the place where it was met, and all schemas below it. */
interface Place {
  readonly where: string;
  readonly schema: JsonSchema;
}

const below = ({ where, schema }: Place): readonly Place[] => [
  ...Object.entries(schema.properties ?? {}).map(([name, field]) => ({ where: `${where}.${name}`, schema: field })),
  ...(schema.items === undefined ? [] : [{ where: `${where}[]`, schema: schema.items }]),
  ...(schema.anyOf ?? []).map((option, index) => ({ where: `${where}|${index}`, schema: option })),
];

const walk = (place: Place): readonly Place[] => [place, ...below(place).flatMap(walk)];

const requests = operations.map(({ id, operation }): Place => ({ where: id, schema: operation.request }));
const responses = operations.map(({ id, operation }): Place => ({ where: `${id} →`, schema: operation.response }));
const everything = [...requests, ...responses].flatMap(walk);

const duplicates = (values: readonly string[]) => values.filter((value, index) => values.indexOf(value) !== index);

/** Whether a text starts like a sentence, or with code, and is ended. */
const isSentence = (text: string | undefined): boolean => text !== undefined && /^[^a-z\s].*[.…]$/su.test(text);

/** Called lists by the official clients, which hand out the whole answer of these instead of its items. */
const notPaged = ['clusters.listNodeTypes', 'clusters.listZones', 'providers.listProviderShareAssets'];

describe('names', () => {
  test('a service is found under its own name', () => {
    expect(Object.keys(services)).toEqual(all.map(service => service.name));
  });

  test('services come in the order of their domains', () => {
    const positions = all.map(service => domains.indexOf(service.domain));
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
  });

  test('no two operations have the same id, or the same method and path', () => {
    const route = ({ method, path }: Operation) => `${method} ${path.replaceAll(/\{[^}]+\}/g, '{}')}`;
    expect(duplicates(operations.map(({ id }) => id))).toEqual([]);
    expect(duplicates(operations.map(({ operation }) => route(operation)))).toEqual([]);
  });

  test('a title names one shape in a domain', () => {
    const shapeOf = (schema: JsonSchema) =>
      JSON.stringify({ ...schema, description: typeDescription(schema), 'x-type-description': undefined });
    const named = operations.flatMap(({ id, service, operation }) =>
      [operation.request, operation.response]
        .flatMap(schema => walk({ where: id, schema }))
        .filter(({ schema }) => schema.title !== undefined)
        .map(({ schema }) => ({ title: `${service.domain}: ${schema.title}`, shape: shapeOf(schema) })),
    );
    const first = new Map(named.map(({ title, shape }) => [title, shape]));
    expect(named.filter(({ title, shape }) => first.get(title) !== shape).map(({ title }) => title)).toEqual([]);
  });
});

describe('texts', () => {
  test('every service and operation says what it does', () => {
    const silent = [
      ...all.filter(service => !isSentence(service.description)).map(service => service.name),
      ...operations.filter(({ operation }) => !/^[A-Z].*[^.]$/.test(operation.summary)).map(({ id }) => id),
      ...operations
        .filter(({ operation }) => operation.description !== undefined && !isSentence(operation.description))
        .map(({ id }) => id),
    ];
    expect(silent).toEqual([]);
  });

  test('every field of a request or response says what it means', () => {
    const silent = everything.flatMap(place =>
      Object.entries(place.schema.properties ?? {})
        .filter(([, field]) => !isSentence(field.description))
        .map(([name]) => `${place.where}.${name}`),
    );
    expect(silent).toEqual([]);
  });

  test('every object and enumeration below a request has a name and says what it is', () => {
    const nameless = everything
      .filter(({ schema }) => schema.properties !== undefined || schema.enum !== undefined)
      .filter(({ where }) => !requests.some(request => request.where === where))
      .filter(({ schema }) => schema.title === undefined || !isSentence(typeDescription(schema)))
      .map(({ where }) => where);
    expect(nameless).toEqual([]);
  });

  test('every rule of access says who may call', () => {
    const silent = operations
      .filter(({ operation: { access } }) => access.kind === 'rule' && access.rule.trim() === '')
      .map(({ id }) => id);
    expect(silent).toEqual([]);
  });
});

describe('requests', () => {
  test('every name in the path is a required scalar field', () => {
    const bad = operations.flatMap(({ id, operation }) => {
      const request: JsonSchema = operation.request;
      return pathFields(operation.path)
        .filter(name => request.required?.includes(name) !== true)
        .concat(
          pathFields(operation.path).filter(
            name => !['string', 'integer'].includes(request.properties?.[name]?.type ?? ''),
          ),
        )
        .map(name => `${id}.${name}`);
    });
    expect(bad).toEqual([]);
  });

  test('places are declared only for fields that exist, and only where they differ from the rule', () => {
    const bad = operations.flatMap(({ id, operation }) => {
      const { in: places = {}, ...plain } = operation;
      return Object.entries(places)
        .filter(([name, place]) => !(name in operation.request.properties) || placeOf(plain, name) === place)
        .map(([name]) => `${id}.${name}`);
    });
    expect(bad).toEqual([]);
  });

  test('a whole body is the only field in the body', () => {
    const bad = operations.filter(({ operation }) => {
      const places = Object.keys(operation.request.properties).map(name => placeOf(operation, name));
      return places.includes('whole-body') && places.filter(place => place.endsWith('body')).length > 1;
    });
    expect(bad.map(({ id }) => id)).toEqual([]);
  });

  test('the rest of the URL is taken by the last name in the path', () => {
    const bad = operations.filter(
      ({ operation: { restOfUrl, path } }) => restOfUrl !== undefined && !path.endsWith(`/{${restOfUrl}}`),
    );
    expect(bad.map(({ id }) => id)).toEqual([]);
  });

  test('no secret travels in a query string', () => {
    const bad = operations.flatMap(({ id, operation }) =>
      Object.entries<JsonSchema>(operation.request.properties)
        .filter(([name]) => placeOf(operation, name) === 'query')
        .flatMap(([name, schema]) => walk({ where: `${id}.${name}`, schema }))
        .filter(({ schema }) => schema['x-secret'] === true)
        .map(({ where }) => where),
    );
    expect(bad).toEqual([]);
  });

  test('what is called like a credential is kept like one', () => {
    const credential = /\.(\w*_)?(password|token_value|bearer_?token|client_secret|secret_access_key|session_token)$/i;
    const bad = everything.filter(
      ({ where, schema }) => credential.test(where) && schema.type === 'string' && schema['x-secret'] !== true,
    );
    expect(bad.map(({ where }) => where)).toEqual([]);
  });

  test('only a POST has to say that it changes nothing', () => {
    const bad = operations.filter(({ operation }) => operation.readOnly === true && operation.method !== 'POST');
    expect(bad.map(({ id }) => id)).toEqual([]);
  });
});

describe('lists', () => {
  test('every operation called list says how it is cut into pages', () => {
    const silent = operations.filter(
      ({ id, name, operation }) => name.startsWith('list') && operation.paging === undefined && !notPaged.includes(id),
    );
    expect(silent.map(({ id }) => id)).toEqual([]);
  });

  test.each(operations.filter(({ operation }) => operation.paging !== undefined))(
    '$id has the fields that its paging needs',
    ({ operation }) => {
      const request: JsonSchema = operation.request;
      const response: JsonSchema = operation.response;
      const needs = {
        token: { asks: ['page_token'], answers: ['next_page_token'] },
        scim: { asks: ['startIndex', 'count'], answers: ['startIndex', 'itemsPerPage', 'totalResults'] },
        'delta-sharing': { asks: ['maxResults', 'pageToken'], answers: ['nextPageToken'] },
        whole: { asks: [], answers: [] },
      }[operation.paging?.style ?? 'whole'];
      expect(Object.keys(request.properties ?? {})).toEqual(expect.arrayContaining(needs.asks));
      expect(Object.keys(response.properties ?? {})).toEqual(expect.arrayContaining(needs.answers));
      expect(response.properties?.[operation.paging?.items ?? '']?.type).toBe('array');
    },
  );

  test('what answers a page token also takes one', () => {
    const bad = operations.filter(({ operation }) => {
      const answers: JsonSchema = operation.response;
      return 'next_page_token' in (answers.properties ?? {}) && !('page_token' in operation.request.properties);
    });
    expect(bad.map(({ id }) => id)).toEqual([]);
  });
});

describe('errors', () => {
  test('every code is in the table, declared once, and not one that any operation may answer', () => {
    const bad = operations.flatMap(({ id, operation: { errors } }) =>
      [
        ...errors.filter(code => !(code in errorTable)),
        ...errors.filter(code => commonErrors.some(common => common === code)),
        ...duplicates(errors),
      ].map(code => `${id}: ${code}`),
    );
    expect(bad).toEqual([]);
  });
});
