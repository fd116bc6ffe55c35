import { isObject, type JsonObject } from './json.ts';
import { bodyBytes, type Transport } from './transport.ts';

const longestErrorBody = 65_536;

/**
 * The JSON object that an answer's body is; undefined when the body is something else.
 *
 * @param what names the exchange in errors
 * @param limit the most bytes to accept
 * @throws {SharingError} as `bodyBytes`
 */
export async function readObject(
  transport: Transport,
  response: Response,
  what: string,
  limit: number,
): Promise<JsonObject | undefined> {
  const bytes = await bodyBytes(transport, response, what, limit);
  try {
    const body: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return isObject(body) ? body : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The fields of an answer that is an error. A body that cannot be read only costs what it would have told.
 *
 * @throws the signal's reason when it was aborted
 */
export async function errorFields(transport: Transport, response: Response, what: string): Promise<JsonObject> {
  const fields = await readObject(transport, response, what, longestErrorBody).catch(() => undefined);
  transport.signal?.throwIfAborted();
  return fields ?? {};
}
