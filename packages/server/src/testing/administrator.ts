import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the profile in a data folder says; nothing when it is not as official clients read it. */
export const readProfile = (data: string): { readonly host?: string; readonly token?: string } => {
  const text = readFileSync(join(data, 'databrickscfg'), 'utf8');
  const [, host, token] = /^\[DEFAULT\]\nhost = (\S+)\ntoken = (\S+)\n$/.exec(text) ?? [];
  return host === undefined || token === undefined ? {} : { host, token };
};

/** Sends a request over HTTP, and gives the JSON of the answer. */
export type Call = (method: string, path: string, body?: object) => Promise<Record<string, unknown>>;

/** Calls a server with a token. A call rejects for any status but 200, and with a TypeError when the connection breaks. */
export const caller =
  (url: string, token: string | undefined): Call =>
  async (method, path, body) => {
    const response = await fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as Record<string, unknown>;
    if (response.status !== 200) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`);
    return answer;
  };
