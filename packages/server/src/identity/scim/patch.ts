import type { RequestOf, users } from '@boathouse/contract';
import { ApiError } from '../../http/api-error.ts';
import type { Draft } from './draft.ts';
import { invalidPath, invalidSyntax, invalidValue } from './errors.ts';
import { attributeName, type Filter, matches } from './filter.ts';
import { type PatchPath, parsePath } from './patch-path.ts';
import { isObject, toText, toTruth, toValues } from './patch-value.ts';
import type { ResourceType } from './resource-type.ts';

/** The operations of a PATCH request, as the contract has them. */
export type PatchOperations = NonNullable<RequestOf<typeof users.operations.patch>['Operations']>;

/** A change of who is in a group. Ids are as the client wrote them. */
export type MemberChange =
  | { readonly kind: 'add' | 'remove' | 'replace'; readonly ids: readonly string[] }
  | { readonly kind: 'removeMatching'; readonly filter: Filter };

/** What a request makes of a principal. */
export interface Changed {
  readonly draft: Draft;
  /** In the order in which they are made. */
  readonly members: readonly MemberChange[];
}

/** One change of one attribute. */
interface Change {
  readonly op: 'add' | 'remove' | 'replace';
  readonly path: PatchPath;
  readonly value: unknown;
}

type Setter = (changed: Changed, change: Change) => Changed;

const withDraft = (changed: Changed, fields: Partial<Draft>): Changed => ({
  ...changed,
  draft: { ...changed.draft, ...fields },
});

/** A list without the elements that are removed, or with those that are added. */
const changeList = (present: readonly string[], { op, path, value }: Change): readonly string[] => {
  const { attribute, filter } = path;
  const values = toValues(attribute, value);
  if (op === 'replace') return values;
  if (op === 'add') return [...new Set([...present, ...values])];
  const isMeant = (element: string) =>
    filter === undefined
      ? value === undefined || values.includes(element)
      : matches(filter, name => (name === 'value' ? [element] : []));
  return present.filter(element => !isMeant(element));
};

const text =
  (name: 'externalId' | 'givenName' | 'familyName'): Setter =>
  (changed, { op, value }) =>
    withDraft(changed, { [name]: op === 'remove' ? null : toText(name, value) });

const displayName =
  (isGroup: boolean): Setter =>
  (changed, { op, value }) => {
    const given = op === 'remove' ? null : toText('displayName', value);
    if (given === null && isGroup) throw invalidValue('A group must have a displayName.');
    return withDraft(changed, { displayName: given ?? changed.draft.name });
  };

const active: Setter = (changed, { op, value }) => {
  if (op === 'remove') throw invalidValue('Attribute active cannot be removed. Replace it by true or false.');
  return withDraft(changed, { active: toTruth('active', value) });
};

const name: Setter = (changed, { op, value }) => {
  if (op === 'remove') return withDraft(changed, { givenName: null, familyName: null });
  if (!isObject(value)) throw invalidSyntax('Attribute name takes an object with givenName and familyName.');
  const parts = new Map(Object.entries(value).map(([part, inner]) => [part.toLowerCase(), inner]));
  return withDraft(changed, {
    ...(parts.has('givenname') ? { givenName: toText('givenName', parts.get('givenname')) } : {}),
    ...(parts.has('familyname') ? { familyName: toText('familyName', parts.get('familyname')) } : {}),
  });
};

const members: Setter = (changed, { op, path, value }) => {
  const ids = toValues('members', value);
  const asOne: MemberChange =
    op === 'remove' && path.filter !== undefined
      ? { kind: 'removeMatching', filter: path.filter }
      : op === 'remove' && value === undefined
        ? { kind: 'replace', ids: [] }
        : { kind: op, ids };
  return { ...changed, members: [...changed.members, asOne] };
};

const common: Readonly<Record<string, Setter>> = {
  externalid: text('externalId'),
  entitlements: (changed, change) =>
    withDraft(changed, { entitlements: changeList(changed.draft.entitlements, change) }),
  roles: (changed, change) => withDraft(changed, { roles: changeList(changed.draft.roles, change) }),
};

const setters: Readonly<Record<ResourceType['kind'], Readonly<Record<string, Setter>>>> = {
  USER: {
    ...common,
    displayname: displayName(false),
    active,
    name,
    'name.givenname': text('givenName'),
    'name.familyname': text('familyName'),
  },
  SERVICE_PRINCIPAL: { ...common, displayname: displayName(false), active },
  GROUP: { ...common, displayname: displayName(true), members },
};

/** What is fixed, or follows from other resources: clients send it back as they have read it. */
const fixed = ['id', 'schemas', 'meta', 'groups', 'username', 'emails', 'applicationid'];

/** Attributes of a user by RFC 7643 §4.1 that are not kept. Identity providers send them unless somebody tells them not to. */
const notKept = [
  ...['password', 'nickname', 'profileurl', 'title', 'usertype', 'preferredlanguage', 'locale', 'timezone'],
  ...['phonenumbers', 'ims', 'photos', 'addresses', 'x509certificates'],
  ...['name.formatted', 'name.middlename', 'name.honorificprefix', 'name.honorificsuffix'],
];

const isIgnored = (attribute: string): boolean =>
  [...fixed, ...notKept].some(ignored => attribute === ignored || attribute.startsWith(`${ignored}.`));

const listAttributes = ['entitlements', 'roles', 'members'];

const applyChange = (type: ResourceType, changed: Changed, change: Change): Changed => {
  const { attribute, filter } = change.path;
  if (isIgnored(attribute)) return changed;
  const setter = Object.hasOwn(setters[type.kind], attribute) ? setters[type.kind][attribute] : undefined;
  if (setter === undefined) {
    throw invalidPath(`No such attribute with the name : ${attribute} in the current resource`);
  }
  if (filter !== undefined && (change.op !== 'remove' || !listAttributes.includes(attribute))) {
    throw invalidPath(
      `The path of ${attribute} has a filter. Only elements of ${listAttributes.join(', ')} are chosen so, and only to remove them.`,
    );
  }
  return setter(changed, change);
};

/** Without a path, the value holds attributes by their names; unknown ones are left out, as in a new resource. */
const withoutPath = (type: ResourceType, { op, value }: Omit<Change, 'path'>): readonly Change[] => {
  if (op === 'remove') {
    throw new ApiError('INVALID_PARAMETER_VALUE', 'To remove something, name it by path.', { scimType: 'noTarget' });
  }
  if (!isObject(value)) throw invalidSyntax('Without a path, value must be an object of attributes.');
  return Object.entries(value)
    .map(([key, inner]) => ({ op, path: { attribute: attributeName(key) }, value: inner }))
    .filter(({ path }) => Object.hasOwn(setters[type.kind], path.attribute));
};

const changesOf = (type: ResourceType, { op, path, value }: PatchOperations[number]): readonly Change[] => {
  if (op === undefined) throw invalidSyntax('Each of Operations must have an op: add, remove or replace.');
  if (path === undefined || path === '') return withoutPath(type, { op, value });
  const parsed = parsePath(path);
  return parsed === undefined ? [] : [{ op, path: parsed, value }];
};

/**
 * Applies the operations of a PATCH request, in their order.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE (invalidPath, invalidSyntax, invalidValue, invalidFilter, noTarget)
 */
export const applyPatch = (type: ResourceType, draft: Draft, operations: PatchOperations): Changed => {
  if (operations.length > 1000) throw invalidValue('A request takes at most 1000 Operations. Send several.');
  return operations
    .flatMap(operation => changesOf(type, operation))
    .reduce<Changed>((changed, change) => applyChange(type, changed, change), { draft, members: [] });
};
