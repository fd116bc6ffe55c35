import type { Domain } from '../domains.ts';
import { fieldsOf, isEmpty, isRequired, schemaOf } from '../json-schema.ts';
import { type FieldPlace, type Operation, pathFields, placeOf, type Service, scopeOf } from '../operation.ts';
import type { JsonSchema } from '../schema.ts';
import { services } from '../services.ts';
import { ComponentSchemas, type Part } from './component-schemas.ts';
import { commonResponses, errorResponses, errorSchemas } from './error-responses.ts';

/**
 * The contract as an OpenAPI 3.1 document.
 *
 * @param version the version of the API
 */
export const openApi = (version: string): Part => {
  const schemas = new ComponentSchemas();
  const paths = new Map<string, Record<string, Part>>();
  for (const service of Object.values<Service>(services)) {
    for (const [name, operation] of Object.entries(service.operations)) {
      const item = paths.get(operation.path) ?? {};
      item[operation.method.toLowerCase()] = operationPart(schemas, service, name, operation);
      paths.set(operation.path, item);
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Boathouse',
      version,
      description: 'A workspace for sharing data: the Databricks REST API and the Delta Sharing protocol.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: Object.values<Service>(services).map(({ name, description }) => ({ name, description })),
    paths: Object.fromEntries(paths),
    components: {
      schemas: { ...errorSchemas, ...schemas.toObject() },
      responses: commonResponses,
      securitySchemes,
    },
  };
};

const securitySchemes: Part = {
  workspaceToken: { type: 'http', scheme: 'bearer', description: 'A personal access token or an OAuth access token.' },
  recipientToken: { type: 'http', scheme: 'bearer', description: 'The token in the profile file of a recipient.' },
};

const operationPart = (schemas: ComponentSchemas, service: Service, name: string, operation: Operation): Part => {
  const body = bodyOf(schemas, service.domain, operation);
  return {
    operationId: `${service.name}.${name}`,
    tags: [service.name],
    summary: operation.summary,
    description: [operation.description, allowed(operation)].filter(text => text !== undefined).join('\n\n'),
    parameters: parametersOf(schemas, service.domain, operation),
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
    responses: {
      [operation.status ?? 200]: answerPart(schemas, service.domain, operation),
      ...errorResponses(operation),
    },
    security: securityOf(service.domain, operation),
    ...(operation.own === true ? { 'x-boathouse-own': true } : {}),
  };
};

const allowed = ({ access }: Operation): string => {
  switch (access.kind) {
    case 'public':
      return 'Allowed: anybody, without a credential.';
    case 'caller':
      return 'Allowed: every caller; the answer holds what the caller may see.';
    case 'admin':
      return 'Allowed: administrators of the workspace.';
    case 'recipient':
      return 'Allowed: recipients.';
    case 'rule':
      return `Allowed: ${access.rule}.`;
  }
};

/** OpenAPI 3.1 lets the list of any scheme say which scopes a credential needs. */
const securityOf = (domain: Domain, operation: Operation): readonly Part[] => {
  if (operation.access.kind === 'public') return [];
  if (operation.access.kind === 'recipient') return [{ recipientToken: [] }];
  const scope = scopeOf(domain, operation);
  return [{ workspaceToken: scope === undefined ? [] : [scope] }];
};

const fieldsAt = (operation: Operation, place: FieldPlace) =>
  fieldsOf(schemaOf(operation.request)).filter(([name]) => placeOf(operation, name) === place);

const parametersOf = (schemas: ComponentSchemas, domain: string, operation: Operation): readonly Part[] => {
  const request = schemaOf(operation.request);
  const inPath = pathFields(operation.path).map(name => {
    const schema = request.properties?.[name] ?? {};
    return parameter(schemas, domain, { name, schema, place: 'path', required: true });
  });
  const inQuery = fieldsAt(operation, 'query').flatMap(([name, schema]) =>
    queryParameters(schemas, domain, name, schema, isRequired(request, name)),
  );
  return [...inPath, ...inQuery];
};

/** An object in the query travels as one parameter for each of its fields: `filter_by.is_pinned`. */
const queryParameters = (
  schemas: ComponentSchemas,
  domain: string,
  name: string,
  schema: JsonSchema,
  required: boolean,
): readonly Part[] => {
  if (schema.type !== 'object') return [parameter(schemas, domain, { name, schema, place: 'query', required })];
  return fieldsOf(schema).flatMap(([field, inner]) =>
    queryParameters(schemas, domain, `${name}.${field}`, inner, required && isRequired(schema, field)),
  );
};

interface ParameterFacts {
  readonly name: string;
  readonly schema: JsonSchema;
  readonly place: 'path' | 'query';
  readonly required: boolean;
}

const parameter = (schemas: ComponentSchemas, domain: string, facts: ParameterFacts): Part => {
  const { description, ...schema } = schemas.add(facts.schema, domain);
  return { name: facts.name, in: facts.place, required: facts.required, description, schema };
};

const bodyOf = (schemas: ComponentSchemas, domain: string, operation: Operation): Part | undefined => {
  const [[, whole] = []] = fieldsAt(operation, 'whole-body');
  if (whole !== undefined) return schemas.add(whole, domain);
  const fields = fieldsAt(operation, 'body');
  if (fields.length === 0) return undefined;
  const names = fields.map(([name]) => name);
  const required = names.filter(name => isRequired(schemaOf(operation.request), name));
  return schemas.add(
    { type: 'object', properties: Object.fromEntries(fields), ...(required.length === 0 ? {} : { required }) },
    domain,
  );
};

const answerPart = (schemas: ComponentSchemas, domain: string, operation: Operation): Part => {
  const schema = schemaOf(operation.response);
  const description = isEmpty(schema) ? 'Done.' : (schema.description ?? 'The answer.');
  if (operation.method === 'HEAD') return { description };
  const type = operation.lines === true ? 'application/x-ndjson' : 'application/json';
  return { description, content: { [type]: { schema: schemas.add(schema, domain) } } };
};
