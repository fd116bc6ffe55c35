import type { Context } from '../http/context.ts';

/** The columns that a new object of the metastore starts with. */
export const newObject = (context: Context, name: string, comment: string | undefined) => {
  const now = context.workspace.now();
  const { name: caller } = context.principal;
  return {
    id: context.workspace.newId(),
    name,
    name_key: name.toLowerCase(),
    owner: caller,
    comment: comment ?? null,
    created_at: now,
    created_by: caller,
    updated_at: now,
    updated_by: caller,
  };
};

/** The columns that every change sets. */
export const changed = (context: Context) => ({
  updated_at: context.workspace.now(),
  updated_by: context.principal.name,
});

interface Stamped {
  readonly comment: string | null;
  readonly owner: string;
  readonly created_at: number;
  readonly created_by: string;
  readonly updated_at: number;
  readonly updated_by: string;
}

/** What every object shows of itself. An empty comment is shown, an absent one is not: clients compare. */
export const stamps = ({ comment, owner, created_at, created_by, updated_at, updated_by }: Stamped) => ({
  owner,
  ...(comment === null ? {} : { comment }),
  created_at,
  created_by,
  updated_at,
  updated_by,
});
