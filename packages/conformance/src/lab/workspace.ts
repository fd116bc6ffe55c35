import type { ProbeRequest, Reply } from '../exchange.ts';
import { Finding } from '../finding.ts';
import { type Limits, openProbe } from '../probe.ts';
import { canBeSent } from '../profile.ts';
import { LabError, RefusalError } from './lab-error.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Where an administrator signs in, and by what. */
export interface Administrator {
  /** Scheme, host and port of a server that speaks the Databricks REST API. */
  readonly host: string;
  readonly token: string;
}

/** The Databricks REST API, as far as the suite needs it. */
export interface Workspace {
  /**
   * @param what what is to be done, as the beginning of the message of a failure: `The share x cannot be made`
   * @param request its path is below `/api/2.1/unity-catalog`
   * @returns the JSON object of the answer
   * @throws RefusalError when the server answers that it does not do it; LabError when something else came of it
   */
  call(what: string, request: ProbeRequest): Promise<Fields>;
  /** Deletes something; what is not there is as good as deleted. @throws LabError */
  remove(what: string, path: string): Promise<void>;
}

const prefix = '/api/2.1/unity-catalog';

/** The JSON object of an answer; undefined for anything else. No text at all is an empty object. */
const fieldsOf = (text: string): Fields | undefined => {
  if (text === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Fields) : undefined;
  } catch {
    return undefined;
  }
};

/** What speaks against an answer, as the end of a sentence. */
const problemOf = ({ status, headers }: Reply, fields: Fields | undefined): string => {
  const type = headers.get('content-type') ?? 'no content type';
  if (fields === undefined) return `answers ${status} with ${type}, as no Databricks REST API does`;
  const { error_code: code, message } = fields;
  const known = [code, message].filter(part => typeof part === 'string' && part !== '').join(': ');
  // It is shown on terminals, which control characters could lead about.
  return `answers ${status}${known === '' ? '' : ` ${known.slice(0, 500).replace(/\p{Cc}/gu, ' ')}`}`;
};

/**
 * Opens the API of a workspace. The token goes to its host and nowhere else.
 *
 * @throws LabError for a token that cannot be sent
 */
export const openWorkspace = ({ host, token }: Administrator, limits: Limits): Workspace => {
  if (!canBeSent(token)) throw new LabError('The token of the administrator holds characters that no token has.');
  const { send } = openProbe({ endpoint: `${host}${prefix}`, bearerToken: token }, limits);
  const reach = async (what: string, request: ProbeRequest): Promise<Reply> => {
    try {
      return await send(request);
    } catch (error) {
      if (error instanceof Finding) throw new LabError(`${what}. At ${host}: ${error.message}`);
      throw error;
    }
  };
  const check = (what: string, reply: Reply): Fields => {
    const fields = fieldsOf(reply.text);
    if (reply.status >= 200 && reply.status < 300 && fields !== undefined) return fields;
    const isRefusal = reply.status >= 400 && reply.status < 500;
    throw new (isRefusal ? RefusalError : LabError)(`${what}: ${host} ${problemOf(reply, fields)}`);
  };
  return {
    call: async (what, request) => check(what, await reach(what, request)),
    remove: async (what, path) => {
      const reply = await reach(what, { method: 'DELETE', path });
      if (reply.status !== 404) check(what, reply);
    },
  };
};
