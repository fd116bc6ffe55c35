import { grants, type RequestOf } from '@boathouse/contract';
import { ApiError } from '../http/api-error.ts';
import { authenticateCaller } from '../http/authentication.ts';
import type { Context } from '../http/context.ts';
import { type Room, room } from '../http/handlers.ts';
import { type Page, pageSize, readPage } from '../http/paging.ts';
import { isSecurableType, type SecurableType, typeInWords } from './privilege-table.ts';
import type { Grant, SecurableKind } from './securable-kind.ts';

type ListRequest = RequestOf<(typeof grants)['operations']['list']>;

/** The grants of one principal. */
interface Holder extends Pick<Grant, 'principal' | 'principalId'> {
  /** What holders are ordered by. Deleted principals, which have no name, come last. */
  readonly key: string;
  readonly grants: Grant[];
}

const keyOf = ({ principal, principalId }: Grant): string =>
  principal === '' ? `\u{10ffff}${principalId}` : principal.toLowerCase();

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The grants by principal, each with its privileges in order of name. */
const holdersOf = (all: readonly Grant[]): readonly Holder[] => {
  const holders = new Map<string, Holder>();
  for (const grant of [...all].sort((a, b) => compare(a.privilege, b.privilege))) {
    const key = keyOf(grant);
    const holder = holders.get(key);
    if (holder === undefined) holders.set(key, { ...grant, key, grants: [grant] });
    else holder.grants.push(grant);
  }
  return [...holders.values()].sort((a, b) => compare(a.key, b.key));
};

const toAssignment = ({ principal, principalId, grants: held }: Holder) => ({
  principal,
  ...(principalId === undefined ? {} : { principal_id: principalId }),
  privileges: held.map(({ privilege }) => privilege),
});

const toEffective = ({ principal, grants: held }: Holder) => ({
  principal,
  privileges: held.map(({ privilege, from }) => ({
    privilege,
    ...(from === undefined ? {} : { inherited_from_type: from.type, inherited_from_name: from.name }),
  })),
});

/**
 * `catalog`, `CATALOGS` and `External Location` → the type.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE
 */
const parseType = (text: string): SecurableType => {
  const name = text.toUpperCase().replaceAll(/[ -]/g, '_');
  for (const type of [name, name.replace(/S$/, '')]) if (isSecurableType(type)) return type;
  throw new ApiError(
    'INVALID_PARAMETER_VALUE',
    `'${text}' is not a type of securable, such as catalog, schema or table.`,
  );
};

/** Fewer would not hold all privileges of one principal, as the API has it. */
const smallestPage = 150;

/** @throws ApiError INVALID_PARAMETER_VALUE */
const checkedPageSize = (maxResults: number | undefined): number => {
  if (maxResults !== undefined && maxResults > 0 && maxResults < smallestPage) {
    throw new ApiError(
      'INVALID_PARAMETER_VALUE',
      `Field 'max_results' must be 0 or at least ${smallestPage}, not ${maxResults}.`,
    );
  }
  return pageSize(maxResults);
};

/** What is asked for of the grants on a securable. */
interface Question extends Pick<ListRequest, 'securable_type' | 'full_name' | 'principal' | 'page_token'> {
  readonly wanted: (grant: Grant) => boolean;
  readonly size: number;
  /** What else shapes the list. */
  readonly variant: string;
}

const askFor =
  (kinds: readonly SecurableKind[]) =>
  async (context: Context, question: Question): Promise<Page<Holder>> => {
    const { securable_type, full_name, principal, wanted, size, page_token, variant } = question;
    const { type, read } = kindOf(kinds, securable_type, full_name);
    const all = holdersOf((await read(context, full_name, principal)).filter(wanted));
    const list = [type, full_name.toLowerCase(), principal ?? null, variant, context.principal.id];
    return readPage(
      context.workspace,
      { binding: ['grants', ...list], token: page_token, size },
      async (after, limit) => all.filter(({ key }) => key > after).slice(0, limit),
      ({ key }) => key,
    );
  };

/** @throws ApiError INVALID_PARAMETER_VALUE; RESOURCE_DOES_NOT_EXIST for a type that the workspace has no objects of */
const kindOf = (kinds: readonly SecurableKind[], typeName: string, name: string): SecurableKind => {
  const type = parseType(typeName);
  const kind = kinds.find(candidate => candidate.type === type);
  if (kind === undefined) {
    throw new ApiError('RESOURCE_DOES_NOT_EXIST', `${typeInWords(type)} '${name}' does not exist.`);
  }
  return kind;
};

const isDirect = ({ from }: Grant): boolean => from === undefined;
const isAlive = ({ principal }: Grant): boolean => principal !== '';
const isShown = (includeDeleted: boolean | undefined) => (grant: Grant) =>
  isDirect(grant) && (includeDeleted === true || isAlive(grant));

const nextOf = ({ nextPageToken }: Page<Holder>) =>
  nextPageToken === undefined ? {} : { next_page_token: nextPageToken };

/**
 * Answers the `grants` service.
 *
 * @param kinds the types of securables that the workspace has
 */
export const grantsRoom = (kinds: readonly SecurableKind[]): Room => {
  const ask = askFor(kinds);
  return room(grants, authenticateCaller, {
    get: async ({ include_deleted_principals, max_results, ...request }, context) => {
      const wanted = isShown(include_deleted_principals);
      const variant = `direct ${include_deleted_principals === true}`;
      const page = await ask(context, { ...request, wanted, variant, size: checkedPageSize(max_results) });
      return { privilege_assignments: page.items.map(toAssignment), ...nextOf(page) };
    },

    list: async ({ include_deleted_principals, page_size, ...request }, context) => {
      const wanted = isShown(include_deleted_principals);
      const variant = `direct ${include_deleted_principals === true}`;
      const page = await ask(context, { ...request, wanted, variant, size: pageSize(page_size ?? 0) });
      return { privilege_assignments: page.items.map(toAssignment), ...nextOf(page) };
    },

    getEffective: async ({ max_results, ...request }, context) => {
      const size = checkedPageSize(max_results);
      const page = await ask(context, { ...request, wanted: isAlive, variant: 'effective', size });
      return { privilege_assignments: page.items.map(toEffective), ...nextOf(page) };
    },

    listEffective: async ({ page_size, ...request }, context) => {
      const size = pageSize(page_size ?? 0);
      const page = await ask(context, { ...request, wanted: isAlive, variant: 'effective', size });
      return { effective_privilege_assignments: page.items.map(toEffective), ...nextOf(page) };
    },

    update: async ({ securable_type, full_name, changes = [], omit_permissions_in_response }, context) => {
      const { change } = kindOf(kinds, securable_type, full_name);
      const after = await context.write(transaction => change(transaction, context, full_name, changes));
      if (omit_permissions_in_response === true) return {};
      return { privilege_assignments: holdersOf(after.filter(isShown(false))).map(toAssignment) };
    },
  });
};
