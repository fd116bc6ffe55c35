import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Operation, placeOf, type Service } from './operation.ts';
import type { JsonSchema } from './schema.ts';
import { services } from './services.ts';

/** What `facts/*.json` hold: operations and types as the official Python SDK has them. */
interface Facts {
  readonly services: Readonly<Record<string, Readonly<Record<string, OperationFact>>>>;
  readonly types: Readonly<Record<string, TypeFact>>;
  /** Service → name of the attribute of the client. */
  readonly client_names: Readonly<Record<string, string>>;
}
interface OperationFact {
  readonly request: { readonly verb: string; readonly path: string };
  readonly params: readonly ParameterFact[];
  readonly returns: string | null;
  /** The key of the items, for operations that return an iterator. */
  readonly items: string | null;
}
interface ParameterFact {
  readonly name: string;
  readonly in: string;
  readonly type: string;
  readonly required: boolean;
}
interface TypeFact {
  readonly enum?: readonly string[];
  readonly fields?: Readonly<Record<string, { readonly type: string; readonly required: boolean }>>;
}

/** Where a declaration differs from the facts on purpose: the difference as the comparison words it → the reason. */
const deviations: Readonly<Record<string, string>> = {
  'recipients.create.authentication_type: optional': 'absent means TOKEN, as scripts in the wild expect',
  'providers.create.authentication_type: optional': 'official clients send an empty one; absent means TOKEN',
  'recipients.rotateToken.existing_token_expire_in_seconds: optional': 'absent means at once',
  'sharing.SecurablePropertiesKvPairs.properties: optional':
    'Terraform sends none of a recipient that has none of its own',
  'catalog.Privilege: also EXTERNAL_USE_LOCATION': 'granted by Databricks, missing from the SDKs',
  'storageCredentials.create.boathouse: not in the facts': 'our own: keys of a self-hosted server',
  'storageCredentials.update.boathouse: not in the facts': 'our own: keys of a self-hosted server',
  'storageCredentials.validate.boathouse: not in the facts': 'our own: keys of a self-hosted server',
  'catalog.StorageCredentialInfo.boathouse: not in the facts': 'our own: keys of a self-hosted server',
  'groups.get.attributes: not in the facts': 'sent by Terraform, missing from the SDKs',
  'groups.get.excludedAttributes: not in the facts': 'sent by identity providers, missing from the SDKs',
  'servicePrincipals.get.attributes: not in the facts': 'sent by Terraform, missing from the SDKs',
  'servicePrincipals.get.excludedAttributes: not in the facts': 'sent by identity providers, missing from the SDKs',
  'settings.TokenPermissionLevel: also CAN_MANAGE': 'sent by Terraform, missing from the SDKs',
  'sql.ResultData.data_array[][]: string or null': 'a NULL of the result is a JSON null',
  'compute.ListClustersSortByDirection: called SortDirection': 'one list of values',
  'compute.GetEventsOrder: called SortDirection': 'one list of values',
  'iam.ListSortOrder: called SortOrder': 'one list of values',
  'iam.GetSortOrder: called SortOrder': 'one list of values',
  'sql.GetWarehouseResponseWarehouseType: called WarehouseType': 'one list of values',
  'sql.CreateWarehouseRequestWarehouseType: called WarehouseType': 'one list of values',
  'sql.EditWarehouseRequestWarehouseType: called WarehouseType': 'one list of values',
  'sql.EndpointInfoWarehouseType: called WarehouseType': 'one list of values',
  'sql.WarehouseTypePairWarehouseType: called WarehouseType': 'one list of values',
  'sql.GetWorkspaceWarehouseConfigResponseSecurityPolicy: called WarehouseSecurityPolicy': 'one list of values',
  'sql.SetWorkspaceWarehouseConfigRequestSecurityPolicy: called WarehouseSecurityPolicy': 'one list of values',
};

/** Calls of which official clients read no answer. SCIM gives the resource, and a deletion tells what went with it. */
const unread: readonly string[] = ['users', 'groups', 'servicePrincipals'].flatMap(service =>
  ['update', 'patch', 'delete'].map(name => `${service}.${name}`),
);

/** What calls answer that clients then poll for: the facts tell only what the polling ends with. */
const startedBy: Readonly<Record<string, readonly string[]>> = {
  'clusters.create': ['cluster_id'],
  'warehouses.create': ['id'],
};

/** What official clients know and the list leaves out. */
const beyondTheList = [
  'GET /api/2.0/workspace-conf',
  'PATCH /api/2.0/workspace-conf',
  'POST /api/2.0/unity-catalog/temporary-path-credentials',
];

/** Fields beside the items of a list, which the facts do not have because the SDK takes them off. */
const besideItems: Readonly<Record<string, readonly string[]>> = {
  token: ['next_page_token'],
  whole: [],
  scim: ['schemas', 'totalResults', 'startIndex', 'itemsPerPage'],
};

/** The same for single lists that have more. */
const alsoBesideItems: Readonly<Record<string, readonly string[]>> = {
  'clusters.list': ['prev_page_token'],
  'clusters.events': ['prev_page_token', 'next_page', 'total_count'],
};

const jsonTypes: Readonly<Record<string, string>> = {
  str: 'string',
  Duration: 'string',
  Timestamp: 'string',
  FieldMask: 'string',
  int: 'integer',
  bool: 'boolean',
  float: 'number',
};

const folder = new URL('../facts/', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, folder), 'utf8');
const camelCase = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
const sorted = (names: Iterable<string>) => [...names].sort();

const facts = readdirSync(folder)
  .filter(file => file.endsWith('.json'))
  .map(file => {
    const content: Facts = JSON.parse(read(file));
    return { area: file.replace('.json', ''), content };
  });

/** Method and path of each operation in the list of what official clients call. */
const official = read('operations.tsv')
  .trimEnd()
  .split('\n')
  .slice(1)
  .map(line => line.split('\t').slice(3).join(' '));

const factTypes = new Map(facts.flatMap(({ content }) => Object.entries(content.types)));

const operationFacts = facts.flatMap(({ area, content }) =>
  Object.entries(content.services).flatMap(([service, operations]) =>
    Object.entries(operations).map(([name, fact]) => ({
      area,
      id: `${camelCase(content.client_names[service] ?? service)}.${camelCase(name)}`,
      fact,
    })),
  ),
);

const declared = new Map<string, Operation>(
  Object.values<Service>(services).flatMap(service =>
    Object.entries(service.operations).map(([name, operation]) => [`${service.name}.${name}`, operation] as const),
  ),
);

/** The ways in which `schema` is not what the facts call `type`, each as `where: what`. */
const compareType = (type: string, schema: JsonSchema | undefined, area: string, where: string): readonly string[] => {
  if (schema === undefined) return [`${where}: missing`];
  if (type === 'Any') return schema.type === undefined ? [] : [`${where}: ${schema.type}, not any`];
  if (type === 'Dict[str, str]') {
    const values = Object.values(schema.patternProperties ?? {});
    return values.length === 1 && values[0]?.type === 'string' ? [] : [`${where}: not a map of strings`];
  }
  if (type.startsWith('List[')) {
    if (schema.type !== 'array') return [`${where}: ${schema.type}, not an array`];
    return compareType(type.slice('List['.length, -1), schema.items, area, `${where}[]`);
  }
  const jsonType = jsonTypes[type];
  if (jsonType === undefined) return compareNamed(type.includes('.') ? type : `${area}.${type}`, schema, where);
  const actual = schema.anyOf?.map(option => option.type).join(' or ') ?? schema.type;
  return actual === jsonType && schema.enum === undefined ? [] : [`${where}: ${schema.enum ?? actual}`];
};

/** The same for a type that the facts know by name. Differences are told where the type is, not where it is used. */
const compareNamed = (type: string, schema: JsonSchema, where: string): readonly string[] => {
  const fact = factTypes.get(type);
  if (fact === undefined) return [`${where}: type ${type} is not in the facts`];
  const title = schema.title === type.split('.')[1] ? [] : [`${type}: called ${schema.title}`];
  if (fact.enum !== undefined) return [...title, ...compareValues(fact.enum, schema, type)];
  return [...title, ...compareFields(fact.fields ?? {}, schema, type.split('.')[0] ?? '', type)];
};

const compareValues = (values: readonly string[], schema: JsonSchema, where: string): readonly string[] => {
  const actual = schema.enum ?? [];
  return [
    ...actual.filter(value => !values.includes(value)).map(value => `${where}: also ${value}`),
    ...values.filter(value => !actual.includes(value)).map(value => `${where}: lacks ${value}`),
  ];
};

const compareFields = (
  fields: NonNullable<TypeFact['fields']>,
  schema: JsonSchema,
  area: string,
  where: string,
): readonly string[] => {
  const properties = schema.properties ?? {};
  return [
    ...(schema.type === 'object' ? [] : [`${where}: ${schema.type}, not an object`]),
    ...Object.keys(properties)
      .filter(name => !(name in fields))
      .map(name => `${where}.${name}: not in the facts`),
    ...Object.entries(fields).flatMap(([name, { type, required }]) => {
      const isRequired = schema.required?.includes(name) === true;
      const need = name in properties && isRequired !== required ? [isRequired ? 'required' : 'optional'] : [];
      return [
        ...need.map(what => `${where}.${name}: ${what}`),
        ...compareType(type, properties[name], area, `${where}.${name}`),
      ];
    }),
  ];
};

const compareResponse = (id: string, fact: OperationFact, operation: Operation, area: string): readonly string[] => {
  const response: JsonSchema = operation.response;
  const keys = sorted(Object.keys(response.properties ?? {}));
  const hasOnly = (expected: readonly string[]) =>
    keys.join() === sorted(expected).join() ? [] : [`${id}: answers ${keys.join(', ') || 'nothing'}`];
  if (fact.returns === null) return unread.includes(id) ? [] : hasOnly([]);
  if (fact.returns.startsWith('Wait[')) return hasOnly(startedBy[id] ?? []);
  if (!fact.returns.startsWith('Iterator[')) return compareType(fact.returns, response, area, id);
  const { items, style } = operation.paging ?? { items: 'no items', style: 'no' };
  return [
    ...(items === fact.items ? [] : [`${id}: pages over ${items}`]),
    ...hasOnly([items, ...(besideItems[style] ?? []), ...(alsoBesideItems[id] ?? [])]),
    ...compareType(fact.returns.replace('Iterator', 'List'), response.properties?.[items], area, `${id} → ${items}`),
  ];
};

const compareOperation = (id: string, fact: OperationFact, area: string): readonly string[] => {
  const operation = declared.get(id);
  if (operation === undefined) return [`${id}: not declared`];
  const { verb, path } = fact.request;
  const fields = Object.fromEntries(fact.params.map(({ name, type, required }) => [name, { type, required }]));
  const places = fact.params
    .map(({ name, in: place }) => ({ name, place: place.replace(' ', '-'), actual: placeOf(operation, name) }))
    .filter(({ place, actual }) => place !== actual);
  return [
    ...(operation.method === verb ? [] : [`${id}: ${operation.method}`]),
    ...(operation.path === path ? [] : [`${id}: ${operation.path}`]),
    ...places.map(({ name, actual }) => `${id}.${name}: in ${actual}`),
    ...compareFields(fields, operation.request, area, id),
    ...compareResponse(id, fact, operation, area),
  ];
};

describe('the declarations beside the facts', () => {
  test.each(operationFacts)('$id is declared as the official clients call it', ({ id, fact, area }) => {
    const unexplained = compareOperation(id, fact, area).filter(difference => !(difference in deviations));
    expect(unexplained).toEqual([]);
  });

  test('every deviation that is excused still exists', () => {
    const found = new Set(operationFacts.flatMap(({ id, fact, area }) => compareOperation(id, fact, area)));
    expect(Object.keys(deviations).filter(difference => !found.has(difference))).toEqual([]);
  });

  test('every method and path of the official list is declared', () => {
    const routes = new Set([...declared.values()].map(({ method, path }) => `${method} ${path}`));
    expect(official).toHaveLength(218);
    expect(official.filter(route => !routes.has(route))).toEqual([]);
  });

  test('every operation that official clients do not know is marked as our own, and no other', () => {
    const known = [...official, ...beyondTheList];
    const mismarked = [...declared].filter(
      ([, { own, method, path }]) => (own === true) === known.includes(`${method} ${path}`),
    );
    expect(mismarked.map(([id]) => id)).toEqual([]);
  });
});
