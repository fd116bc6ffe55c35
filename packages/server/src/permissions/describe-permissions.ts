import type { permissions, ResponseOf } from '@boathouse/contract';
import type { Queries } from '../database/database.ts';
import { type AclEntry, entriesOf, type Grantee, granteeColumns, toGrantee } from './acl.ts';
import { type ObjectType, type SecuredObject, wireId } from './object-type.ts';

/** Who holds what on an object, as answers have it. */
export type ObjectPermissions = ResponseOf<typeof permissions.operations.get>;

type Held = NonNullable<NonNullable<ObjectPermissions['access_control_list']>[number]['all_permissions']>;

const nameOf = ({ kind, name, display_name }: Grantee) => {
  if (kind === 'GROUP') return { group_name: name };
  return kind === 'USER' ? { user_name: name, display_name } : { service_principal_name: name, display_name };
};

const direct = ({ level }: AclEntry): Held[number] => ({ permission_level: level, inherited: false });

const inheritedBy = ({ admins, root }: ObjectType, { isAdmins }: Grantee): Held =>
  isAdmins && admins === 'inherited'
    ? [{ permission_level: 'CAN_MANAGE', inherited: true, inherited_from_object: [root] }]
    : [];

const adminsGroup = async (queries: Queries): Promise<Grantee> =>
  toGrantee(
    await queries
      .selectFrom('principals')
      .select(granteeColumns)
      .where('name_key', '=', 'admins')
      .where('system', '=', 1)
      .executeTakeFirstOrThrow(),
  );

/** Who holds what on an object: direct entries, and what administrators inherit from the root of the type. */
export const describePermissions = async (queries: Queries, object: SecuredObject): Promise<ObjectPermissions> => {
  const { type } = object;
  const entries = await entriesOf(queries, object);
  const listed = entries.map(entry => ({
    ...nameOf(entry.principal),
    all_permissions: [direct(entry), ...inheritedBy(type, entry.principal)],
  }));
  const admins = await adminsGroup(queries);
  const inherited = entries.some(({ principal }) => principal.isAdmins) ? [] : inheritedBy(type, admins);
  return {
    object_id: wireId(object),
    object_type: type.objectType,
    access_control_list: [
      ...listed,
      ...(inherited.length === 0 ? [] : [{ ...nameOf(admins), all_permissions: [...inherited] }]),
    ],
  };
};
