import type { grants, RequestOf, ResponseOf } from '@boathouse/contract';
import { ApiError } from '../http/api-error.ts';

type Operations = (typeof grants)['operations'];
type Listed<List> = NonNullable<List> extends readonly (infer Item)[] ? Item : never;
type Change = Listed<RequestOf<Operations['update']>['changes']>;
type EffectivePrivilege = Listed<Listed<ResponseOf<Operations['getEffective']>['privilege_assignments']>['privileges']>;

/** A privilege as the API spells it: `USE_CATALOG`. */
export type Privilege = Listed<Change['add']>;
/** A kind of object that has grants, as the API spells it: `EXTERNAL_LOCATION`. */
export type SecurableType = NonNullable<EffectivePrivilege['inherited_from_type']>;

const onEverything = ['ALL_PRIVILEGES', 'MANAGE'] as const;
const onData = ['EXECUTE', 'MODIFY', 'READ_VOLUME', 'REFRESH', 'SELECT', 'WRITE_VOLUME'] as const;
const inSchemas = [
  ...['CREATE_FUNCTION', 'CREATE_MATERIALIZED_VIEW', 'CREATE_MODEL', 'CREATE_TABLE', 'CREATE_VOLUME'],
  ...['EXTERNAL_USE_SCHEMA', 'USE_SCHEMA'],
] as readonly Privilege[];
const onSchemas = [...onEverything, ...onData, ...inSchemas, 'APPLY_TAG'] as const;

/** What can be granted on each type. What a catalog or schema takes beside its own privileges is there to be inherited. */
const grantable: Readonly<Record<SecurableType, readonly Privilege[]>> = {
  METASTORE: [
    ...(['CREATE_CATALOG', 'CREATE_CLEAN_ROOM', 'CREATE_CONNECTION', 'CREATE_EXTERNAL_LOCATION'] as const),
    ...(['CREATE_PROVIDER', 'CREATE_RECIPIENT', 'CREATE_SERVICE_CREDENTIAL', 'CREATE_SHARE'] as const),
    ...(['CREATE_STORAGE_CREDENTIAL', 'MANAGE_ALLOWLIST', 'SET_SHARE_PERMISSION'] as const),
    ...(['USE_MARKETPLACE_ASSETS', 'USE_PROVIDER', 'USE_RECIPIENT', 'USE_SHARE'] as const),
  ],
  CATALOG: [...onSchemas, 'BROWSE', 'CREATE_CONNECTION', 'CREATE_SCHEMA', 'USE_CATALOG'],
  SCHEMA: onSchemas,
  TABLE: [...onEverything, 'APPLY_TAG', 'MODIFY', 'SELECT'],
  VOLUME: [...onEverything, 'APPLY_TAG', 'READ_VOLUME', 'WRITE_VOLUME'],
  FUNCTION: [...onEverything, 'APPLY_TAG', 'EXECUTE'],
  STORAGE_CREDENTIAL: [
    ...onEverything,
    ...(['CREATE_EXTERNAL_LOCATION', 'CREATE_EXTERNAL_TABLE', 'READ_FILES', 'WRITE_FILES'] as const),
  ],
  EXTERNAL_LOCATION: [
    ...onEverything,
    ...(['BROWSE', 'CREATE_EXTERNAL_TABLE', 'CREATE_EXTERNAL_VOLUME', 'CREATE_FOREIGN_SECURABLE'] as const),
    ...(['CREATE_MANAGED_STORAGE', 'EXTERNAL_USE_LOCATION', 'READ_FILES', 'WRITE_FILES'] as const),
  ],
  CREDENTIAL: [...onEverything, 'ACCESS', 'CREATE_CONNECTION'],
  CONNECTION: [...onEverything, 'CREATE_FOREIGN_CATALOG', 'USE_CONNECTION'],
  SHARE: ['SELECT'],
  RECIPIENT: [],
  PROVIDER: [],
  CLEAN_ROOM: [],
  EXTERNAL_METADATA: [],
  PIPELINE: [],
  STAGING_TABLE: [],
};

/** Whether a text is the name of a type of securables. */
export const isSecurableType = (text: string): text is SecurableType => Object.hasOwn(grantable, text);

/** These count only when they are granted by name: neither ownership nor ALL_PRIVILEGES brings them. */
const explicit: readonly Privilege[] = ['EXTERNAL_USE_LOCATION', 'EXTERNAL_USE_SCHEMA'];

/** Whether the owner of an object has a privilege on it without a grant. */
export const comesWithOwnership = (privilege: Privilege): boolean => !explicit.includes(privilege);

/** Whether ALL_PRIVILEGES on an object of a type brings a privilege: what could be granted there, but for MANAGE. */
export const isInAllPrivileges = (privilege: Privilege, type: SecurableType): boolean =>
  privilege !== 'MANAGE' && comesWithOwnership(privilege) && grantable[type].includes(privilege);

/** Whether a privilege means something on an object of a type, granted there or on a parent. */
export const appliesTo = (privilege: Privilege, type: SecurableType): boolean =>
  privilege === 'BROWSE' || grantable[type].includes(privilege);

/** Whether a privilege of a parent is among the effective ones of an object: it applies, or opens the way to it. */
export const isInherited = (privilege: Privilege, type: SecurableType): boolean =>
  appliesTo(privilege, type) || privilege === 'USE_CATALOG' || privilege === 'USE_SCHEMA';

/** A privilege as messages spell it: `USE CATALOG`. */
export const privilegeInWords = (privilege: Privilege): string => privilege.replaceAll('_', ' ');

/** A type as messages spell it: `External Location`. */
export const typeInWords = (type: SecurableType): string =>
  type.toLowerCase().replace(/(^|_)(\w)/g, (_, gap: string, letter: string) => `${gap && ' '}${letter.toUpperCase()}`);

/** @throws ApiError INVALID_PARAMETER_VALUE when the privilege cannot be granted on objects of the type */
export const requireGrantable = (privilege: Privilege, type: SecurableType): void => {
  const privileges = grantable[type];
  if (privileges.includes(privilege)) return;
  const words = typeInWords(type).toLowerCase();
  const takes = privileges.length === 0 ? 'nothing' : [...privileges].sort().map(privilegeInWords).join(', ');
  throw new ApiError(
    'INVALID_PARAMETER_VALUE',
    `It is not allowed to assign ${privilegeInWords(privilege)} privilege to ${/^[aeiou]/.test(words) ? 'an' : 'a'} ${words}. What can be assigned there: ${takes}.`,
  );
};
