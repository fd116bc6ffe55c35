import { type ErrorCode, errorTable } from '@boathouse/contract';
import { describe, expect, test } from 'vitest';
import { toApiError } from './classify.ts';
import * as errors from './errors.ts';

const classify = (status: number, errorCode: string, message = 'm', path = '/api/2.0/x') =>
  toApiError(path, { status, errorCode, message, details: [], requestId: 'r', retryAfter: undefined });

describe('the class of an error', () => {
  test('is that of the error table for every code, whatever the status', () => {
    for (const code of Object.keys(errorTable) as ErrorCode[]) {
      const expected: unknown = Reflect.get(errors, errorTable[code].sdkClass);
      expect(classify(418, code).constructor, code).toBe(expected);
    }
  });

  test('of a code also belongs to the class of its status', () => {
    for (const code of Object.keys(errorTable) as ErrorCode[]) {
      const { status } = errorTable[code];
      expect(classify(status, code), code).toBeInstanceOf(classify(status, 'SOMETHING_NEW').constructor);
    }
  });

  test('is that of the status when the code says nothing', () => {
    expect(classify(404, 'HTTP_404').constructor).toBe(errors.NotFound);
    expect(classify(409, 'SCIM_409').constructor).toBe(errors.ResourceConflict);
    expect(classify(429, 'HTTP_429').constructor).toBe(errors.TooManyRequests);
    expect(classify(418, 'HTTP_418').constructor).toBe(errors.ApiError);
    expect(classify(418, 'constructor').constructor).toBe(errors.ApiError);
  });

  test('is overridden for a cluster that does not exist, which is answered with 400', () => {
    const message = 'Cluster c does not exist';
    for (const path of ['/api/2.1/clusters/get', '/api/2.0/clusters/get']) {
      expect(classify(400, 'INVALID_PARAMETER_VALUE', message, path)).toBeInstanceOf(errors.ResourceDoesNotExist);
    }
    expect(classify(400, 'INVALID_PARAMETER_VALUE', message, '/api/2.1/clusters/edit')).toBeInstanceOf(
      errors.InvalidParameterValue,
    );
    expect(classify(400, 'INVALID_PARAMETER_VALUE', 'Bad id', '/api/2.1/clusters/get')).toBeInstanceOf(
      errors.BadRequest,
    );
  });
});

test('an error carries what the answer said, and its class as name', () => {
  expect(classify(404, 'SHARE_DOES_NOT_EXIST', 'No share s.')).toMatchObject({
    name: 'NotFound',
    message: 'No share s.',
    status: 404,
    errorCode: 'SHARE_DOES_NOT_EXIST',
    requestId: 'r',
  });
});
