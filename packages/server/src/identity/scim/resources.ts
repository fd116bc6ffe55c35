import type { groups, ResponseOf, servicePrincipals, users } from '@boathouse/contract';
import type { Selectable } from 'kysely';
import type { Tables } from '../../database/tables.ts';
import type { Email } from '../principals.ts';
import { resourceTypes } from './resource-type.ts';

export type UserResource = ResponseOf<typeof users.operations.get>;
export type GroupResource = ResponseOf<typeof groups.operations.get>;
export type ServicePrincipalResource = ResponseOf<typeof servicePrincipals.operations.get>;

export type PrincipalRow = Selectable<Tables['principals']>;

/** A group that a principal is in. */
export interface Membership {
  readonly id: number;
  readonly name: string;
  readonly isDirect: boolean;
}

/** A principal that is in a group. */
export interface Member extends Pick<PrincipalRow, 'id' | 'kind' | 'display_name'> {}

/** What a resource tells of others. */
export interface Related {
  readonly groups: readonly Membership[];
  readonly members: readonly Member[];
}

/** As `insertPrincipal` writes it: JSON has no undefined. */
type StoredEmail = { readonly [Field in keyof Email]: Exclude<Email[Field], undefined> };

/** Reads a list of texts that a column holds as JSON. */
export const textsOf = (json: string): readonly string[] => JSON.parse(json) as readonly string[];

const whenAny = <Name extends string, Element>(name: Name, elements: readonly Element[]) =>
  (elements.length === 0 ? {} : { [name]: elements }) as Partial<Record<Name, Element[]>>;

const valuesOf = (json: string) => textsOf(json).map(value => ({ value }));

const common = (row: PrincipalRow, { groups }: Related) => ({
  ...whenAny('entitlements', valuesOf(row.entitlements)),
  ...whenAny('roles', valuesOf(row.roles)),
  ...whenAny(
    'groups',
    groups.map(({ id, name, isDirect }) => ({
      display: name,
      type: isDirect ? 'direct' : 'indirect',
      value: String(id),
      $ref: `Groups/${id}`,
    })),
  ),
  ...(row.external_id === null ? {} : { externalId: row.external_id }),
});

const nameOf = ({ given_name, family_name }: PrincipalRow): Pick<UserResource, 'name'> =>
  given_name === null && family_name === null
    ? {}
    : {
        name: {
          ...(given_name === null ? {} : { givenName: given_name }),
          ...(family_name === null ? {} : { familyName: family_name }),
        },
      };

/** A user as SCIM has it. A service principal comes in the same shape when it asks who it is. */
export const toUser = (row: PrincipalRow, related: Related): UserResource => ({
  schemas: [...resourceTypes.USER.schemas],
  id: String(row.id),
  userName: row.name,
  displayName: row.display_name,
  ...nameOf(row),
  active: row.active === 1,
  ...whenAny('emails', JSON.parse(row.emails) as StoredEmail[]),
  ...common(row, related),
});

/** A service principal as SCIM has it. */
export const toServicePrincipal = (row: PrincipalRow, related: Related): ServicePrincipalResource => ({
  schemas: [...resourceTypes.SERVICE_PRINCIPAL.schemas],
  id: String(row.id),
  applicationId: row.name,
  displayName: row.display_name,
  active: row.active === 1,
  ...common(row, related),
});

/** A group as SCIM has it. */
export const toGroup = (row: PrincipalRow, related: Related): GroupResource => ({
  schemas: [...resourceTypes.GROUP.schemas],
  id: String(row.id),
  displayName: row.display_name,
  meta: { resourceType: 'WorkspaceGroup' },
  ...whenAny(
    'members',
    related.members.map(({ id, kind, display_name }) => ({
      display: display_name,
      value: String(id),
      $ref: `${resourceTypes[kind].folder}/${id}`,
    })),
  ),
  ...common(row, related),
});
