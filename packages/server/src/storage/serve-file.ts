import type { Readable } from 'node:stream';
import { type ByteRange, type FileFacts, type OpenFile, streamFile } from './open-file.ts';

/** The request headers that count, as Node gives them: each once, as one text. */
export interface FileHeaders {
  readonly range?: string | undefined;
  readonly 'if-range'?: string | undefined;
  readonly 'if-match'?: string | undefined;
  readonly 'if-none-match'?: string | undefined;
}

/** The part of a request that decides how a file is answered. */
export interface FileRequest {
  /** `GET` or `HEAD`. */
  readonly method: string;
  readonly headers: FileHeaders;
}

/** How to answer. `range` is there when a body follows. */
export interface FilePlan {
  readonly status: 200 | 206 | 304 | 412 | 416;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly range?: ByteRange;
}

/** An answer that is ready to be sent. */
export interface FileAnswer extends Omit<FilePlan, 'range'> {
  readonly body?: Readable;
}

/**
 * The strong entity tag of a file: another content has another tag, because writing changes the time (in nanoseconds) and
 * replacing changes the inode.
 */
export const entityTag = ({ size, modified, inode }: FileFacts): string =>
  `"${size.toString(36)}-${modified.toString(36)}-${inode.toString(36)}"`;

/**
 * Decides how a request for a file is answered, by RFC 9110 §13.2.2 and §14.2. Dates are not sent and so not compared.
 * Where a server may ignore `Range`, this one does: HEAD, a malformed range, several ranges, an empty file.
 */
export const planFileAnswer = (request: FileRequest, facts: FileFacts): FilePlan => {
  const { method, headers } = request;
  const etag = entityTag(facts);
  const common = { etag, 'accept-ranges': 'bytes' };
  const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = headers;
  if (ifMatch !== undefined && !listsTag(ifMatch, etag)) return { status: 412, headers: common };
  if (ifNoneMatch !== undefined && listsTag(ifNoneMatch.replaceAll('W/', ''), etag)) {
    return { status: 304, headers: common };
  }
  const asked = method === 'GET' && isCurrent(headers['if-range'], etag) ? headers.range : undefined;
  const range = parseRange(asked, facts.size);
  if (range === 'unsatisfiable') {
    return { status: 416, headers: { ...common, 'content-range': `bytes */${facts.size}`, 'content-length': '0' } };
  }
  const whole = { start: 0, end: facts.size - 1 };
  const { start, end } = range ?? whole;
  const answer = {
    ...common,
    'content-type': 'application/octet-stream',
    'content-length': `${end - start + 1}`,
    // The console lives at the same origin: no browser may take a shared file for a page of it.
    'x-content-type-options': 'nosniff',
  };
  const body = method === 'HEAD' ? {} : { range: { start, end } };
  if (range === undefined) return { status: 200, headers: answer, ...body };
  return { status: 206, headers: { ...answer, 'content-range': `bytes ${start}-${end}/${facts.size}` }, ...body };
};

const listsTag = (list: string, etag: string): boolean => {
  const tags = list.split(',').map(tag => tag.trim());
  return tags.includes('*') || tags.includes(etag);
};

// A date or a weak tag never equals the strong one, so that the whole file is sent: the safe side.
const isCurrent = (ifRange: string | undefined, etag: string): boolean => ifRange === undefined || ifRange === etag;

const parseRange = (header: string | undefined, size: number): ByteRange | 'unsatisfiable' | undefined => {
  const [, from = '', to = ''] = /^bytes=\s*(\d*)-(\d*)\s*$/i.exec(header ?? '') ?? [];
  if ((from === '' && to === '') || size === 0) return undefined;
  if (from === '') {
    const length = Number(to);
    return length === 0 ? 'unsatisfiable' : { start: Math.max(0, size - length), end: size - 1 };
  }
  const start = Number(from);
  if (to !== '' && Number(to) < start) return undefined;
  if (start >= size) return 'unsatisfiable';
  return { start, end: to === '' ? size - 1 : Math.min(Number(to), size - 1) };
};

/**
 * Answers a request for an open file. The file is closed with the body, or at once when there is none: who calls this
 * needs to do no more than send, or destroy the body.
 */
export const serveFile = async (request: FileRequest, file: OpenFile): Promise<FileAnswer> => {
  const { range, ...answer } = planFileAnswer(request, file.facts);
  if (range !== undefined) return { ...answer, body: streamFile(file, range) };
  await file.handle.close();
  return answer;
};
