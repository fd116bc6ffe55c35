import { createHash, randomBytes } from 'node:crypto';
import { addPrincipal } from './add-principal.ts';
import type { TestResponse, TestWorkspace } from './test-workspace.ts';

/** A service principal of a test. */
export interface TestServicePrincipal {
  readonly id: number;
  readonly applicationId: string;
}

/** Adds a service principal without any right. */
export const addServicePrincipal = async (test: TestWorkspace): Promise<TestServicePrincipal> => {
  const applicationId = test.workspace.newId();
  return { applicationId, id: await addPrincipal(test, 'SERVICE_PRINCIPAL', applicationId) };
};

/** Makes an OAuth secret for a service principal, as the administrator. Gives its value. */
export const addSecret = async (
  test: TestWorkspace,
  { id }: TestServicePrincipal,
  body: object = {},
): Promise<string> => {
  const { status, json } = await test.admin(`POST /api/2.0/accounts/servicePrincipals/${id}/credentials/secrets`, body);
  if (status !== 200) throw new Error(`The secret was refused: ${JSON.stringify(json)}`);
  return json.secret;
};

type Fields = Readonly<Record<string, string>>;

/** HTTP Basic for a client, each part form-encoded as RFC 6749 asks. */
export const basic = (id: string, secret: string): string =>
  `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64')}`;

/** Posts a form. */
export const postForm = (
  test: TestWorkspace,
  path: `/${string}`,
  fields: Fields,
  headers: Record<string, string> = {},
): Promise<TestResponse> =>
  test.call(`POST ${path}`, {
    body: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  });

/** Asks the token endpoint. */
export const askToken = (
  test: TestWorkspace,
  fields: Fields,
  headers?: Record<string, string>,
): Promise<TestResponse> => postForm(test, '/oidc/v1/token', fields, headers);

/** A client that people sign in to, as its own machine sees it. */
export interface TestClient {
  readonly verifier: string;
  /** The parameters of its authorization request. */
  readonly parameters: Fields;
}

/** Begins a sign-in to the official command line. */
export const newClient = (changes: Fields = {}): TestClient => {
  const verifier = randomBytes(32).toString('base64url');
  const parameters = {
    response_type: 'code',
    client_id: 'databricks-cli',
    redirect_uri: 'http://localhost:8020',
    scope: 'offline_access all-apis',
    state: randomBytes(8).toString('hex'),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...changes,
  };
  return { verifier, parameters };
};

/** What a form holds that nobody sees. */
const hiddenFields = (html: string): Fields =>
  Object.fromEntries(
    [...html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)].map(([, name = '', value = '']) => [
      name,
      value.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))),
    ]),
  );

/** A browser: it keeps cookies, and the page that it shows. */
export class TestBrowser {
  readonly #test: TestWorkspace;
  readonly cookies = new Map<string, string>();
  page: TestResponse = { status: 0, headers: {}, text: '', json: undefined };

  constructor(test: TestWorkspace) {
    this.#test = test;
  }

  /** Opens an address of the workspace. */
  async open(path: `/${string}`): Promise<TestResponse> {
    return this.#keep(await this.#test.call(`GET ${path}`, { headers: this.#headers }));
  }

  /** Opens the authorization endpoint. */
  authorize({ parameters }: TestClient): Promise<TestResponse> {
    return this.open(`/oidc/v1/authorize?${new URLSearchParams(parameters)}`);
  }

  /** Sends the form of the page, and follows a redirect within the workspace. */
  async submit(path: `/${string}`, fields: Fields): Promise<TestResponse> {
    const form = { ...hiddenFields(this.page.text), ...fields };
    const response = this.#keep(await postForm(this.#test, path, form, this.#headers));
    const location = String(response.headers['location'] ?? '');
    return location.startsWith('/') ? this.open(location as `/${string}`) : response;
  }

  /** Signs in by a personal access token, on the page that is open. */
  signIn(token: string): Promise<TestResponse> {
    return this.submit('/oidc/v1/sign-in', { token });
  }

  /** Answers the consent page. Gives the address that the browser is sent to. */
  async decide(decision: 'allow' | 'deny' | 'switch'): Promise<URL> {
    const { headers } = await this.submit('/oidc/v1/consent', { decision });
    return new URL(String(headers['location']));
  }

  get #headers(): Record<string, string> {
    const cookie = [...this.cookies].map(pair => pair.join('=')).join('; ');
    return cookie === '' ? {} : { cookie };
  }

  #keep(response: TestResponse): TestResponse {
    for (const line of [response.headers['set-cookie'] ?? []].flat()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(String(line)) ?? [];
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    this.page = response;
    return response;
  }
}

/** Signs in to a client in a new browser and allows what it asks for. Gives the authorization code. */
export const obtainCode = async (test: TestWorkspace, client: TestClient, token: string): Promise<string> => {
  const browser = new TestBrowser(test);
  await browser.authorize(client);
  await browser.signIn(token);
  return (await browser.decide('allow')).searchParams.get('code') ?? '';
};

/** Exchanges an authorization code as its client does. */
export const exchangeCode = (
  test: TestWorkspace,
  { verifier, parameters }: TestClient,
  code: string,
  changes: Fields = {},
): Promise<TestResponse> =>
  askToken(test, {
    grant_type: 'authorization_code',
    code,
    code_verifier: verifier,
    client_id: parameters['client_id'] ?? '',
    redirect_uri: parameters['redirect_uri'] ?? '',
    ...changes,
  });

/** Exchanges a refresh token as the official command line does. */
export const refresh = (test: TestWorkspace, token: string, changes: Fields = {}): Promise<TestResponse> =>
  askToken(test, { grant_type: 'refresh_token', refresh_token: token, client_id: 'databricks-cli', ...changes });
