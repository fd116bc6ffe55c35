import { invalidValue } from './errors.ts';
import type { ResourceType } from './resource-type.ts';
import { type PrincipalRow, textsOf } from './resources.ts';

/** What of a principal can be changed, beside the members of a group. */
export interface Draft {
  /** The user name, application id or group name that it has; only a group gets another, with its display name. */
  readonly name: string;
  readonly displayName: string;
  readonly active: boolean;
  readonly externalId: string | null;
  readonly givenName: string | null;
  readonly familyName: string | null;
  readonly entitlements: readonly string[];
  readonly roles: readonly string[];
}

/** The entitlements that there are. Others would break clients that map each to a field. */
export const knownEntitlements: readonly string[] = [
  'workspace-access',
  'databricks-sql-access',
  'allow-cluster-create',
  'allow-instance-pool-create',
  'workspace-consume',
];

/** What a principal is before a change. */
export const draftOf = (row: PrincipalRow): Draft => ({
  name: row.name,
  displayName: row.display_name,
  active: row.active === 1,
  externalId: row.external_id,
  givenName: row.given_name,
  familyName: row.family_name,
  entitlements: textsOf(row.entitlements),
  roles: textsOf(row.roles),
});

/** What a new principal is unless it says otherwise. */
export const blankDraft = (name: string): Draft => ({
  name,
  displayName: name,
  active: true,
  externalId: null,
  givenName: null,
  familyName: null,
  entitlements: [],
  roles: [],
});

/** The values of an attribute's elements, each once. An element without one stands for none: `[{}]` is an empty list. */
export const valuesIn = (elements: readonly { readonly value?: string }[] | undefined): readonly string[] => [
  ...new Set((elements ?? []).flatMap(({ value = '' }) => (value === '' ? [] : [value]))),
];

/**
 * @param most characters
 * @throws ApiError INVALID_PARAMETER_VALUE when the text is empty, too long, or has control characters
 */
export const checkText = (attribute: string, text: string, most = 1024): void => {
  if (text.trim() === '') throw invalidValue(`Attribute ${attribute} must not be empty.`);
  if (text.length > most) throw invalidValue(`Attribute ${attribute} must have at most ${most} characters.`);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(text)) {
    throw invalidValue(`Attribute ${attribute} must not have control characters.`);
  }
};

/** A principal of Unity Catalog that means everybody, which no group may be taken for. */
const reservedName = 'account users';

/**
 * Checks what a principal is to become.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE naming the attribute that is wrong
 */
export const checkDraft = ({ kind }: ResourceType, draft: Draft): void => {
  checkText('displayName', draft.displayName, 255);
  for (const name of ['externalId', 'givenName', 'familyName'] as const) {
    const text = draft[name];
    if (text !== null) checkText(name, text);
  }
  for (const role of draft.roles) checkText('roles', role, 2048);
  if (draft.roles.length > 100) throw invalidValue('Attribute roles must have at most 100 values.');
  const unknown = draft.entitlements.find(entitlement => !knownEntitlements.includes(entitlement));
  if (unknown !== undefined) {
    throw invalidValue(`There is no entitlement ${unknown}. There are ${knownEntitlements.join(', ')}.`);
  }
  if (kind === 'GROUP' && draft.displayName.toLowerCase() === reservedName) {
    throw invalidValue(`The name ${reservedName} stands for everybody. Choose another name for the group.`);
  }
};
