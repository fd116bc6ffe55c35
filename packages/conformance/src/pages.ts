import { ensure } from './finding.ts';
import type { TableAnswer } from './table-calls.ts';
import { endOf, type TableLine } from './table-lines.ts';

/** Pages of an answer that are read at most: whatever has more has no end. */
const maxPages = 1000;

/** How many lines a page is to have, so that an answer has several pages, and not more than end soon. */
export const pageSize = (lines: number): number => Math.ceil(lines / 8);

/** A token of the last line; undefined when there is none. Throws `Finding` for an empty one, which clients would send. */
export const tokenOf = (lines: readonly TableLine[], name: 'nextPageToken' | 'refreshToken'): string | undefined => {
  const token = endOf(lines)?.[name];
  ensure(token !== '', `${name} is empty.`);
  return token === undefined || token === null ? undefined : String(token);
};

const headOf = ({ lines }: TableAnswer): string =>
  lines
    .slice(0, 2)
    .map(({ text }) => text)
    .join('\n');

/**
 * Reads an answer page by page, and compares the pages as Spark does.
 *
 * @param ask gives the page of a token, the first one without
 * @returns the pages in order
 * @throws Finding when a page is of another version, or its first two lines differ, or the pages do not end
 */
export const readPages = async (
  ask: (pageToken: string | undefined) => Promise<TableAnswer>,
): Promise<readonly TableAnswer[]> => {
  const first = await ask(undefined);
  const pages = [first];
  for (let token = tokenOf(first.lines, 'nextPageToken'); token !== undefined; ) {
    ensure(pages.length < maxPages, `There are more than ${maxPages} pages.`);
    const page = await ask(token);
    ensure(page.version === first.version, `A page is of version ${page.version}, and the first of ${first.version}.`);
    ensure(headOf(page) === headOf(first), 'The first lines of a page differ.');
    pages.push(page);
    token = tokenOf(page.lines, 'nextPageToken');
  }
  return pages;
};
