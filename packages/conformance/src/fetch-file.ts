import { Finding } from './finding.ts';

/** How a file is asked for. */
export interface FileRequest {
  /** Default `GET`. */
  readonly method?: 'GET' | 'HEAD';
  /** First and last byte, both included; the whole file when absent. */
  readonly range?: readonly [number, number];
  /** Bytes that are read at most; what has more is a finding. Default 1 MiB. */
  readonly maxBytes?: number;
}

/** What came of it. */
export interface FileReply {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
}

/** Milliseconds until all of it is there. */
const patience = 30_000;

const readAtMost = async (response: Response, maxBytes: number): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.byteLength;
    if (length > maxBytes) throw new Finding(`A file has more than the ${maxBytes} bytes that were asked for.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

/**
 * Fetches a file from where it is stored, which is no part of the server: without a token, and from nowhere else.
 *
 * @throws Finding when it cannot be fetched, or is larger than it may be
 */
export const fetchFile = async (url: string, request: FileRequest = {}): Promise<FileReply> => {
  const { method = 'GET', range, maxBytes = 2 ** 20 } = request;
  const headers = range === undefined ? {} : { range: `bytes=${range[0]}-${range[1]}` };
  try {
    const response = await fetch(url, { method, headers, redirect: 'manual', signal: AbortSignal.timeout(patience) });
    return { status: response.status, headers: response.headers, bytes: await readAtMost(response, maxBytes) };
  } catch (error) {
    if (error instanceof Finding) throw error;
    throw new Finding(`A file cannot be fetched (${error instanceof Error ? error.message : error}).`);
  }
};
