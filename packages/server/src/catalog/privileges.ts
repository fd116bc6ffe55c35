import { ApiError } from '../http/api-error.ts';
import {
  appliesTo,
  comesWithOwnership,
  isInAllPrivileges,
  type Privilege,
  privilegeInWords,
  type SecurableType,
  typeInWords,
} from './privilege-table.ts';

/** An object that has an owner and grants. */
export interface Securable {
  readonly type: SecurableType;
  readonly id: string;
  /** The full name, for messages. */
  readonly name: string;
  readonly owner: string;
  /** What it is in and inherits from. The metastore is nobody's container: its privileges do not flow down. */
  readonly container?: Securable;
}

/** What a principal brings to an object and its containers. */
export interface Rights {
  /** Metastore administrators pass every check. */
  readonly admin: boolean;
  /** All that the principal is: itself, its groups, the groups of those, everybody. */
  readonly names: ReadonlySet<string>;
  /** What was granted to one of those, by the id of the securable. */
  readonly granted: ReadonlyMap<string, ReadonlySet<Privilege>>;
}

/** The containers of an object, innermost first. */
const containersOf = ({ container }: Securable): readonly Securable[] =>
  container === undefined ? [] : [container, ...containersOf(container)];

/** An object and all that it inherits from. */
export const lineOf = (securable: Securable): readonly Securable[] => [securable, ...containersOf(securable)];

const owns = ({ names }: Rights, { owner }: Securable): boolean => names.has(owner);

const isGranted = ({ granted }: Rights, { id, type }: Securable, privilege: Privilege): boolean => {
  const privileges = granted.get(id);
  if (privileges === undefined) return false;
  return privileges.has(privilege) || (privileges.has('ALL_PRIVILEGES') && isInAllPrivileges(privilege, type));
};

/** Whether a privilege is held on an object: as its owner, or by a grant on it or on what it inherits from. */
export const holds = (rights: Rights, securable: Securable, privilege: Privilege): boolean =>
  rights.admin ||
  (comesWithOwnership(privilege) && owns(rights, securable)) ||
  lineOf(securable).some(level => isGranted(rights, level, privilege));

/** What it takes to reach into a container; undefined for what contains nothing that inherits. */
const useOf = ({ type }: Securable): Privilege | undefined =>
  type === 'CATALOG' ? 'USE_CATALOG' : type === 'SCHEMA' ? 'USE_SCHEMA' : undefined;

const mayUse = (rights: Rights, securable: Securable): boolean => {
  const use = useOf(securable);
  return use === undefined || holds(rights, securable, use);
};

/** Whether every container of an object may be used. */
const isReachable = (rights: Rights, securable: Securable): boolean =>
  containersOf(securable).every(container => mayUse(rights, container));

/**
 * Whether an object may be granted, changed and dropped: by its owner and the owners of its containers, as far as these
 * can be reached, and by a holder of MANAGE who can reach the object.
 */
export const manages = (rights: Rights, securable: Securable): boolean =>
  rights.admin ||
  lineOf(securable).some(level => owns(rights, level) && isReachable(rights, level)) ||
  (holds(rights, securable, 'MANAGE') && isReachable(rights, securable));

/**
 * Whether an object exists for the principal: who manages it sees it, who may browse it or a container, and whoever can
 * reach it and has any privilege on it.
 */
export const isVisible = (rights: Rights, securable: Securable): boolean => {
  const line = lineOf(securable);
  if (manages(rights, securable) || line.some(level => isGranted(rights, level, 'BROWSE'))) return true;
  const privileges = line.flatMap(({ id }) => [...(rights.granted.get(id) ?? [])]);
  return privileges.some(privilege => appliesTo(privilege, securable.type)) && isReachable(rights, securable);
};

/** The privilege that it takes to read what is in an object: a table, all tables of a schema, a volume. */
export const readPrivilege = ({ type }: Pick<Securable, 'type'>): Privilege =>
  type === 'VOLUME' ? 'READ_VOLUME' : 'SELECT';

/** Whether what is in an object may be read. Who owns its schema or catalog must grant themselves the privilege first. */
export const mayRead = (rights: Rights, object: Securable): boolean =>
  holds(rights, object, readPrivilege(object)) && isReachable(rights, object);

/** What a principal sees of a list: all, what it owns or has grants on itself, or nothing. */
export type Scope = 'all' | 'own' | 'none';

/**
 * @param type of the listed objects
 * @param container what they are in
 */
export const scopeIn = (rights: Rights, type: SecurableType, container: Securable): Scope => {
  // Whoever would see an object that nobody owns and that has no grants sees all.
  const other = { type, id: '', name: '', owner: '', container };
  if (isVisible(rights, other)) return 'all';
  return isReachable(rights, other) ? 'own' : 'none';
};

const inWords = ({ type, name }: Pick<Securable, 'type' | 'name'>): string => `${typeInWords(type)} '${name}'`;

const lacks = (securable: Securable, privileges: readonly Privilege[]): ApiError => {
  const missing = privileges.map(privilegeInWords).join(' and ');
  return new ApiError('PERMISSION_DENIED', `User does not have ${missing} on ${inWords(securable)}.`);
};

/** @param more what would have done as well */
export const notOwner = (securable: Pick<Securable, 'type' | 'name'>, more = ''): ApiError =>
  new ApiError('PERMISSION_DENIED', `User is not an owner of ${inWords(securable)}${more}.`);

const requireReachable = (rights: Rights, securable: Securable): void => {
  const closed = containersOf(securable).findLast(container => !mayUse(rights, container));
  const use = closed === undefined ? undefined : useOf(closed);
  if (closed !== undefined && use !== undefined) throw lacks(closed, [use]);
};

/**
 * Refuses whoever does not hold a privilege on an object, or cannot reach it. To make something in a container takes that
 * container's USE privilege too.
 *
 * @throws ApiError PERMISSION_DENIED naming what is missing
 */
export const requirePrivilege = (rights: Rights, securable: Securable, privilege: Privilege): void => {
  requireReachable(rights, securable);
  const use = useOf(securable);
  const needed = use === undefined ? [privilege] : [privilege, use];
  const missing = needed.filter(one => !holds(rights, securable, one));
  if (missing.length > 0) throw lacks(securable, missing);
};

/** @throws ApiError PERMISSION_DENIED unless the object may be granted, changed and dropped */
export const requireManage = (rights: Rights, securable: Securable): void => {
  if (manages(rights, securable)) return;
  if (holds(rights, securable, 'MANAGE')) requireReachable(rights, securable);
  if (appliesTo('MANAGE', securable.type)) throw lacks(securable, ['MANAGE']);
  throw notOwner(securable);
};
