import type { Operation } from '@boathouse/contract';
import { Compile } from 'typebox/compile';
import { ApiError } from './api-error.ts';

/** What a validator says of one field. */
interface SchemaError {
  readonly keyword: string;
  readonly schemaPath: string;
  readonly instancePath: string;
  readonly params: object;
  readonly message: string;
}

/** `/updates/0/action` → `updates[0].action`. */
const fieldName = (path: string): string =>
  path
    .slice(1)
    .replaceAll('~1', '/')
    .replaceAll('~0', '~')
    .replace(/\/(\d+)(?=\/|$)/g, '[$1]')
    .replaceAll('/', '.');

const describe = (error: SchemaError): string => {
  const field = fieldName(error.instancePath);
  const params = error.params as { requiredProperties?: string[]; allowedValues?: unknown[] };
  if (error.keyword === 'required') {
    const missing = (params.requiredProperties ?? []).map(name => (field === '' ? name : `${field}.${name}`));
    return `Missing required field: ${missing.join(', ')}.`;
  }
  if (error.keyword === 'enum') return `Field '${field}' must be one of ${(params.allowedValues ?? []).join(', ')}.`;
  return `Field '${field}' ${error.message}.`;
};

/**
 * The check of an operation's request. It is compiled when the operation is first called: a workspace knows hundreds.
 *
 * @returns a function that throws ApiError INVALID_PARAMETER_VALUE naming the first field that is wrong
 */
export const requestValidator = (operation: Operation): ((request: unknown) => void) => {
  let validator: ReturnType<typeof Compile> | undefined;
  return request => {
    validator ??= Compile(operation.request);
    if (validator.Check(request)) return;
    const [error] = validator.Errors(request) as SchemaError[];
    throw new ApiError('INVALID_PARAMETER_VALUE', error === undefined ? 'The request is not valid.' : describe(error), {
      scimType: 'invalidSyntax',
    });
  };
};
