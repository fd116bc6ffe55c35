import {
  answerOf,
  fieldsOf,
  type JsonSchema,
  type Operation,
  pathFields,
  placeOf,
  type Service,
  schemaOf,
} from '@boathouse/contract';
import { operationsOf } from './declarations.ts';
import { jsdoc } from './jsdoc.ts';
import type { ModuleText } from './module-text.ts';
import { pascalCase, requestName } from './names.ts';

/** `shares` → `SharesApi` */
export const className = (service: Service): string => `${pascalCase(service.name)}Api`;

/** The name of an operation's request; undefined when it takes nothing. */
const requestTypeOf = (service: Service, name: string, operation: Operation): string | undefined => {
  const schema = schemaOf(operation.request);
  if (fieldsOf(schema).length === 0) return undefined;
  return schema.title ?? requestName(service.name, name);
};

/** The requests of a service as interfaces. Those that are named types of the contract are declared there. */
export const addRequests = (text: ModuleText, service: Service): void => {
  for (const [name, operation] of operationsOf(service)) {
    const type = requestTypeOf(service, name, operation);
    const schema = schemaOf(operation.request);
    if (type === undefined || schema.title !== undefined) continue;
    text.add(text.interface(type, schema, [`What \`${service.name}.${name}\` takes.`], false));
  }
};

/**
 * A service as a class with a method for each operation.
 *
 * @param requestModule the module that declares its requests
 */
export const addService = (text: ModuleText, service: Service, requestModule: string): void => {
  const methods = operationsOf(service).map(([name, operation]) => {
    const type = requestTypeOf(service, name, operation);
    const named = schemaOf(operation.request).title !== undefined;
    if (type !== undefined && named) text.type(schemaOf(operation.request), false);
    else if (type !== undefined) text.import(`type ${type}`, requestModule);
    return methodText(text, name, operation, type);
  });
  text.import('type Send', 'call');
  text.add(
    `${jsdoc([service.description])}export class ${className(service)} {\n  readonly #send: Send;\n\n` +
      `  constructor(send: Send) {\n    this.#send = send;\n  }\n\n${methods.join('\n')}}\n`,
  );
};

const methodText = (text: ModuleText, name: string, operation: Operation, requestType: string | undefined): string => {
  const answer = answerOf(operation);
  const comment = jsdoc(
    [sentence(operation.summary), operation.description, allowed(operation), failures(operation)],
    2,
  );
  const optional = (schemaOf(operation.request).required ?? []).length === 0;
  const request = requestType === undefined ? [] : [`request: ${requestType}${optional ? ' = {}' : ''}`];
  const options = `options?: ${text.import('type CallOptions', 'call')}`;
  const head = `${name}(${[...request, options].join(', ')})`;
  const { taken, call } = callText(operation);
  const take = taken === '' ? '' : `    ${taken}\n`;
  if (isList(operation) && answer !== undefined) {
    const { items, style } = operation.paging;
    const item = itemType(text, answer, items);
    const list = text.import('List', 'list');
    const listCall = `{ ${call}, items: '${items}', paging: '${style}' }`;
    return `${comment}  ${head}: List<${item}, ${text.type(answer, true)}> {\n${take}    return new ${list}(this.#send, ${listCall}, options);\n  }\n`;
  }
  if (answer === undefined) {
    return `${comment}  async ${head}: Promise<void> {\n${take}    await this.#send({ ${call} }, options);\n  }\n`;
  }
  return `${comment}  ${head}: Promise<${text.type(answer, true)}> {\n${take}    return this.#send({ ${call} }, options);\n  }\n`;
};

const isList = (operation: Operation): operation is Operation & { readonly paging: NonNullable<Operation['paging']> } =>
  operation.paging !== undefined;

const itemType = (text: ModuleText, answer: JsonSchema, items: string): string => {
  const list = answer.properties?.[items];
  if (list?.items === undefined) throw new Error(`${answer.title} has no list '${items}', which its paging names.`);
  return text.type(list.items, true);
};

const sentence = (summary: string): string => (/[.!?]$/.test(summary) ? summary : `${summary}.`);

const allowed = ({ access }: Operation): string | undefined => {
  if (access.kind === 'admin') return 'Allowed: administrators of the workspace.';
  if (access.kind === 'rule') return `Allowed: ${sentence(access.rule)}`;
  return access.kind === 'public' ? 'Allowed: anybody.' : undefined;
};

const failures = ({ errors }: Operation): string | undefined =>
  errors.length === 0 ? undefined : `@throws {ApiError} ${errors.join(', ')}`;

/** How a call is made of the request. */
interface CallText {
  /** The statement that takes the request apart; empty when it stays whole. */
  readonly taken: string;
  /** The properties of the call. */
  readonly call: string;
}

/** Splits the flat request by where its fields travel. What is left over after the exceptions goes where most do. */
const callText = (operation: Operation): CallText => {
  const names = fieldsOf(schemaOf(operation.request)).map(([name]) => name);
  const at = (place: string) => names.filter(name => placeOf(operation, name) === place);
  const [inQuery, inBody, whole] = [at('query'), at('body'), at('whole-body')];
  const inPath = pathFields(operation.path);
  const rest = inBody.length > 0 ? 'body' : inQuery.length > 0 ? 'query' : undefined;
  const apart = [...inPath, ...whole, ...(rest === 'body' ? inQuery : [])];
  const pagesByDefault =
    operation.path.includes('/unity-catalog/') && isList(operation) && names.includes('max_results');
  const value = (place: 'query' | 'body') => (apart.length === 0 ? 'request' : place);
  const properties = [`method: '${operation.method}'`, `path: '${operation.path}'`];
  if (inPath.length > 0) properties.push(`params: { ${inPath.join(', ')} }`);
  // Unity Catalog lists come whole and unlimited unless they are asked for pages.
  if (rest === 'query') {
    const query = value('query');
    properties.push(pagesByDefault ? `query: { max_results: 0, ...${query} }` : shorthand('query', query));
  } else if (inQuery.length > 0) properties.push(`query: { ${inQuery.join(', ')} }`);
  if (rest === 'body') properties.push(shorthand('body', value('body')));
  else if (whole.length > 0) properties.push(`body: ${whole[0]}`);
  if (operation.readOnly === true) properties.push('readOnly: true');
  const parts = [...apart, ...(rest === undefined ? [] : [`...${rest}`])];
  return { taken: apart.length === 0 ? '' : `const { ${parts.join(', ')} } = request;`, call: properties.join(', ') };
};

const shorthand = (key: string, value: string): string => (key === value ? key : `${key}: ${value}`);
