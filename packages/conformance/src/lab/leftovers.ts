import { randomBytes } from 'node:crypto';
import { LabError } from './lab-error.ts';
import type { Workspace } from './workspace.ts';

/** A name for all that a run makes. */
export const newRunName = (): string => `conformance_${randomBytes(4).toString('hex')}`;

const isOfRun = (name: unknown): name is string =>
  typeof name === 'string' && /^conformance_[0-9a-f]{8}(_rotated)?$/.test(name);

/** Pages of a list that are read: what is missed is only not told. */
const maxPages = 20;

/** Names of a list of the workspace; none where it has no such list, or not for this administrator. */
const namesIn = async ({ call }: Workspace, kind: string, search: string): Promise<readonly unknown[]> => {
  const names: unknown[] = [];
  try {
    for (let token = '', pages = 0; pages < maxPages; pages += 1) {
      const page = token === '' ? '' : `&page_token=${encodeURIComponent(token)}`;
      const { [kind]: items, next_page_token: next } = await call('A list cannot be read', {
        path: `/${kind}?${search}${page}`,
      });
      if (Array.isArray(items)) names.push(...items.map(item => item?.name));
      if (typeof next !== 'string' || next === '') break;
      token = next.toWellFormed();
    }
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
  }
  return names;
};

/**
 * What runs of the suite have in a workspace, because they go on or were ended before they could remove it. Nothing is
 * removed: which of both it is cannot be seen.
 *
 * @returns for each thing what and which it is: `share conformance_0123abcd`
 */
export const findLeftovers = async (workspace: Workspace, catalog: string): Promise<readonly string[]> => {
  const found: string[] = [];
  for (const kind of ['shares', 'recipients', 'schemas'] as const) {
    const names = await namesIn(
      workspace,
      kind,
      kind === 'schemas' ? `catalog_name=${encodeURIComponent(catalog)}` : '',
    );
    found.push(...names.filter(isOfRun).map(name => `${kind.slice(0, -1)} ${name}`));
  }
  return found;
};
