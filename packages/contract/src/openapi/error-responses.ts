import { commonErrors, type ErrorCode, errorTable } from '../errors.ts';
import type { Operation } from '../operation.ts';
import type { Part } from './component-schemas.ts';

const text = (description: string): Part => ({ type: 'string', description });

const object = (description: string, required: readonly string[], properties: Part): Part => ({
  type: 'object',
  description,
  required,
  properties,
});

/** The shapes of error answers: one per protocol. */
export const errorSchemas: Part = {
  Error: object('An error.', ['error_code', 'message'], {
    error_code: text('What went wrong, as a code of the error table; the integer 403 for a token that is not known.'),
    message: text('What was wrong, where, and what to do.'),
    details: { type: 'array', items: { type: 'object' }, description: 'The request id, and facts for programs.' },
  }),
  ScimError: object('An error of the SCIM protocol.', ['schemas', 'status'], {
    schemas: { type: 'array', items: { type: 'string' }, description: 'The URN of a SCIM error.' },
    status: text('The HTTP status.'),
    detail: text('What was wrong, where, and what to do.'),
    scimType: text('Kind of a bad request, such as `invalidValue`.'),
  }),
  DeltaSharingError: object('An error of the Delta Sharing protocol.', ['errorCode', 'message'], {
    errorCode: text('What went wrong, as a code of the error table.'),
    message: text('What was wrong, where, and what to do.'),
  }),
};

type Dialect = 'Error' | 'ScimError' | 'DeltaSharingError';

const dialects: readonly Dialect[] = ['Error', 'ScimError', 'DeltaSharingError'];

const dialectOf = (path: string): Dialect => {
  if (path.includes('/preview/scim/')) return 'ScimError';
  return path.startsWith('/delta-sharing/') ? 'DeltaSharingError' : 'Error';
};

const statusOf = (code: ErrorCode): number => errorTable[code].status;

const response = (dialect: Dialect, codes: readonly ErrorCode[]): Part => ({
  description: codes.map(code => `\`${code}\`: ${errorTable[code].description}`).join('\n\n'),
  content: { 'application/json': { schema: { $ref: `#/components/schemas/${dialect}` } } },
});

/** What any operation may answer, by dialect and status: `Error.400`. */
export const commonResponses: Part = Object.fromEntries(
  dialects.flatMap(dialect =>
    [...Map.groupBy(commonErrors, statusOf)].map(([status, codes]) => [
      `${dialect}.${status}`,
      response(dialect, codes),
    ]),
  ),
);

/** The error answers of an operation by their status. */
export const errorResponses = ({ path, errors, access }: Operation): Part => {
  const dialect = dialectOf(path);
  const common = commonErrors.filter(code => access.kind !== 'public' || code !== 'UNAUTHENTICATED');
  const byStatus = Map.groupBy(new Set<ErrorCode>([...common, ...errors]), statusOf);
  const responses = [...byStatus].map(([status, codes]) => {
    const onlyCommon = codes.every(code => common.some(one => one === code));
    const shared = { $ref: `#/components/responses/${dialect}.${status}` };
    return [status, onlyCommon ? shared : response(dialect, codes)] as const;
  });
  return Object.fromEntries(responses);
};
