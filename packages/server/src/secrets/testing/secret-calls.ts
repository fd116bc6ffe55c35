import { expect } from 'vitest';
import type { TestResponse, TestWorkspace } from '../../testing/test-workspace.ts';

const api = '/api/2.0/secrets';

/** The answer of a call that succeeds. */
export const good = async (response: Promise<TestResponse>) => {
  const { status, json } = await response;
  expect([status, status === 200 ? undefined : json]).toEqual([200, undefined]);
  return json;
};

/** Status, code and message of a call that is refused. */
export const refusal = async (response: Promise<TestResponse>) => {
  const { status, json } = await response;
  return [status, json.error_code, json.message];
};

/** Calls of the secrets API, by the caller of the test where no other token is given. */
export const secretCalls = (caller: () => { readonly test: TestWorkspace; readonly token: string }) => {
  let scopes = 0;
  const post = (path: string, body: object, token = caller().token) =>
    caller().test.call(`POST ${api}/${path}`, { token, body });
  const get = (path: string, token = caller().token) => caller().test.call(`GET ${api}/${path}`, { token });
  return {
    post,
    get,
    put: (scope: string, key: string, string_value: string) => post('put', { scope, key, string_value }),
    /** Makes a scope that the caller has to themselves. */
    newScope: async (more: object = {}): Promise<string> => {
      scopes += 1;
      const scope = `scope-${scopes}`;
      expect(await good(post('scopes/create', { scope, ...more }))).toEqual({});
      return scope;
    },
    /** The bytes of a secret. */
    value: async (scope: string, key: string, token = caller().token): Promise<Buffer> => {
      const { value: base64 } = await good(get(`get?scope=${scope}&key=${key}`, token));
      return Buffer.from(base64, 'base64');
    },
    acl: async (scope: string) => (await good(get(`acls/list?scope=${scope}`))).items,
  };
};
