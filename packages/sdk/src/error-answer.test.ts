import { describe, expect, test } from 'vitest';
import { parseRetryAfter, readErrorAnswer } from './error-answer.ts';

const read = (status: number, body: string, headers: Record<string, string> = {}) =>
  readErrorAnswer(status, new Headers(headers), body);

describe('the body of an error answer', () => {
  test('of the platform gives code, message, details and request id', () => {
    const details = [{ '@type': 'type.googleapis.com/google.rpc.RequestInfo', request_id: 'r-1', metadata: {} }];
    const body = JSON.stringify({ error_code: 'SHARE_DOES_NOT_EXIST', message: 'No share s.', details });
    expect(read(404, body, { 'x-request-id': 'r-2' })).toEqual({
      status: 404,
      errorCode: 'SHARE_DOES_NOT_EXIST',
      message: 'No share s.',
      details,
      requestId: 'r-1',
      retryAfter: undefined,
    });
  });

  test('with the status as an integer code gives the status', () => {
    expect(read(403, '{"error_code":403,"message":"Invalid access token."}')).toMatchObject({
      errorCode: 'HTTP_403',
      message: 'Invalid access token.',
    });
  });

  test('of SCIM gives kind and detail', () => {
    const body = { schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], detail: 'Bad filter', status: '400' };
    expect(read(400, JSON.stringify(body))).toMatchObject({ errorCode: 'SCIM_400', message: 'Bad filter' });
    expect(read(409, JSON.stringify({ ...body, scimType: 'uniqueness' }))).toMatchObject({
      errorCode: 'SCIM_409',
      message: 'uniqueness Bad filter',
    });
  });

  test('of OAuth and of API 1.2 is understood', () => {
    expect(read(401, '{"error":"invalid_client","error_description":"Unknown client."}')).toMatchObject({
      errorCode: 'invalid_client',
      message: 'Unknown client.',
    });
    expect(read(400, '{"error":"Cluster missing"}')).toMatchObject({
      errorCode: 'HTTP_400',
      message: 'Cluster missing',
    });
  });

  test('as text may begin with a code', () => {
    expect(read(404, 'RESOURCE_DOES_NOT_EXIST: no such thing\nat all')).toMatchObject({
      errorCode: 'RESOURCE_DOES_NOT_EXIST',
      message: 'no such thing\nat all',
    });
    expect(read(502, 'upstream is down')).toMatchObject({ errorCode: 'HTTP_502', message: 'upstream is down' });
  });

  test('as a web page gives its preformatted text, else its title', () => {
    const page = '<!doctype html><html><head><title>Oops</title></head><body><pre>No  <b>way</b></pre></body></html>';
    expect(read(500, page).message).toBe('A web page came instead of JSON: No way');
    expect(read(500, page.replaceAll(/pre>/g, 'p>')).message).toBe('A web page came instead of JSON: Oops');
  });

  test('that says nothing gets a message that helps', () => {
    for (const body of ['', ' ', '{}', '{"message":"  "}', '<html></html>']) {
      expect(read(401, body)).toMatchObject({
        errorCode: 'HTTP_401',
        message: expect.stringContaining('refuses the credential'),
      });
    }
    expect(read(302, '').message).toContain('redirect');
    expect(read(418, '').message).toBe('The workspace answered with status 418 and gave no reason.');
  });

  test('may have fields of any type', () => {
    const body = '{"error_code":["x"],"message":{"a":1},"details":"none","error":null}';
    expect(read(500, body)).toMatchObject({ errorCode: 'HTTP_500', details: [] });
  });

  test('without a request id leaves it to the header, and a long message is cut', () => {
    const answer = read(500, JSON.stringify({ message: 'x'.repeat(5000) }), { 'x-request-id': 'r-3' });
    expect(answer.requestId).toBe('r-3');
    expect(answer.message).toHaveLength(1000);
  });
});

test('Retry-After counts in whole seconds; anything else is ignored', () => {
  expect(parseRetryAfter('3')).toBe(3000);
  expect(parseRetryAfter(' 0 ')).toBe(0);
  for (const header of [null, '', '-1', '1.5', '1e3', 'Wed, 21 Oct 2026 07:28:00 GMT']) {
    expect(parseRetryAfter(header)).toBeUndefined();
  }
});
