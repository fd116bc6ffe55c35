import { LoginError } from '../errors.ts';
import { defaultTokenVariable } from './choose-method.ts';
import type { Environment } from './settings.ts';
import { ask, type Reach } from './token-request.ts';

/** Gets a token of an issuer, to be exchanged for one of the workspace: each time anew, because they end soon. */
export type IdTokenSource = (reach: Reach, audience: string) => Promise<string>;

/** From a variable of the environment. */
export const idTokenOfVariable =
  (env: Environment, variable = defaultTokenVariable): IdTokenSource =>
  async () => {
    const token = env[variable]?.trim();
    if (!token) throw new LoginError(`Sign-in by env-oidc: there is no token in ${variable}.`);
    return token;
  };

/** From a file that something else keeps fresh. */
export const idTokenOfFile =
  (path: string): IdTokenSource =>
  async () => {
    const node = globalThis.process?.getBuiltinModule;
    if (node === undefined) throw new LoginError('Sign-in by file-oidc: there is no file system.');
    let text: string;
    try {
      text = await node('node:fs/promises').readFile(path, 'utf8');
    } catch (cause) {
      throw new LoginError(`Sign-in by file-oidc: ${path} cannot be read.`, { cause });
    }
    const token = text.trim();
    if (token === '') throw new LoginError(`Sign-in by file-oidc: ${path} is empty.`);
    return token;
  };

/** From GitHub, inside of an action that may write `id-token`. */
export const idTokenOfGithub =
  (env: Environment): IdTokenSource =>
  async (reach, audience) => {
    const address = env['ACTIONS_ID_TOKEN_REQUEST_URL'];
    const secret = env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
    const url = address ? URL.parse(address) : null;
    if (url === null || !secret) {
      throw new LoginError(
        'Sign-in by github-oidc: ACTIONS_ID_TOKEN_REQUEST_URL and ACTIONS_ID_TOKEN_REQUEST_TOKEN are not set. ' +
          'Inside of a GitHub action they are, when the job has the permission `id-token: write`.',
      );
    }
    url.searchParams.set('audience', audience);
    const headers = { authorization: `Bearer ${secret}` };
    const { value } = await ask(reach, { url: url.href, method: 'GET', headers, secrets: [secret] });
    if (typeof value !== 'string') throw new LoginError('Sign-in by github-oidc: GitHub answered without a token.');
    return value;
  };
