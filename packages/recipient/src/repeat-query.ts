import { SharingError } from './errors.ts';
import type { JsonObject } from './json.ts';
import type { QueryAnswer } from './query.ts';

/** Sends a query with these fields. */
export type Ask = (body: JsonObject) => Promise<QueryAnswer>;

/** A query for the files of one version. */
export interface SnapshotQuery {
  /** As it was sent. */
  readonly body: JsonObject;
  /** The same for all files that it may be about, so that it suits any version. */
  readonly unlimited: JsonObject;
}

/**
 * Makes the function that asks for refresh tokens where a query is about the latest version. A server that refuses the field
 * is asked without it.
 */
export function askForRefresh(ask: Ask): Ask {
  let mayAsk = true;
  return async body => {
    if (!mayAsk || 'version' in body || 'timestamp' in body) return ask(body);
    if ('refreshToken' in body) return ask({ ...body, includeRefreshToken: true });
    try {
      return await ask({ ...body, includeRefreshToken: true });
    } catch (error) {
      if (!(error instanceof SharingError) || error.status !== 400) throw error;
    }
    const answer = await ask(body);
    // It was this field that the server refused.
    mayAsk = false;
    return answer;
  };
}

/**
 * Makes the function that sends a query again, for fresh URLs: of the very same answer where the server has given a token for
 * that; else of the same version where the server gives earlier versions; else of the current one, in which a file of the
 * same id is the same file.
 */
export function repeater(ask: Ask, query: SnapshotQuery, answer: QueryAnswer): () => Promise<QueryAnswer> {
  const { version: _, timestamp: __, ...anyVersion } = query.unlimited;
  const asksForVersion = 'version' in query.body || 'timestamp' in query.body;
  let canPin = true;
  let latest = answer;
  let token: string | undefined;

  const byToken = async (): Promise<QueryAnswer | undefined> => {
    token = latest.refreshToken() ?? token;
    if (token === undefined) return undefined;
    const renewed = await unlessRefused(() => ask({ ...query.body, refreshToken: token }));
    // It may have expired: the next answer brings another one.
    if (renewed === undefined) token = undefined;
    return renewed;
  };
  const byVersion = async (): Promise<QueryAnswer | undefined> => {
    const pinned = () => ask({ ...anyVersion, version: answer.version });
    if (asksForVersion) return pinned();
    const found = canPin ? await unlessRefused(pinned) : undefined;
    // Without shared history a server refuses every version, its current one too.
    if (found === undefined) canPin = false;
    return found;
  };
  return async () => {
    latest = (await byToken()) ?? (await byVersion()) ?? (await ask(anyVersion));
    return latest;
  };
}

/** Undefined when the server refuses what is asked, and not who asks. */
async function unlessRefused(ask: () => Promise<QueryAnswer>): Promise<QueryAnswer | undefined> {
  try {
    return await ask();
  } catch (error) {
    const isRefusal = error instanceof SharingError && error.status >= 400 && error.status < 500;
    if (isRefusal && error.status !== 401) return undefined;
    throw error;
  }
}
