import type { Queries } from '../database/database.ts';
import { ApiError } from '../http/api-error.ts';
import { type AclEntry, type Grantee, granteeColumns, toGrantee } from './acl.ts';
import { strongest } from './levels.ts';
import type { AccessControlRequest, Level, ObjectType } from './object-type.ts';

/** More entries than any list has. */
const maxEntries = 1000;

/** How an entry may name its principal: the kinds that it may be of, and what clients know a missing one as. */
const ways = {
  // Old clients put the application id of a service principal here.
  user_name: { kinds: ['USER', 'SERVICE_PRINCIPAL'], called: 'UserName' },
  group_name: { kinds: ['GROUP'], called: 'GroupName' },
  service_principal_name: { kinds: ['SERVICE_PRINCIPAL'], called: 'ServicePrincipalName' },
} as const satisfies Record<string, { readonly kinds: readonly Grantee['kind'][]; readonly called: string }>;

type Way = keyof typeof ways;

const wayNames = Object.keys(ways) as readonly Way[];

const namedBy = (entry: AccessControlRequest): { readonly way: Way; readonly name: string } => {
  const [first, second] = wayNames.flatMap(way => {
    const name = entry[way]?.trim() ?? '';
    return name === '' ? [] : [{ way, name }];
  });
  if (first === undefined) {
    throw new ApiError(
      'INVALID_PARAMETER_VALUE',
      `Principal name not defined. Set one of ${wayNames.join(', ')} in each entry of access_control_list.`,
    );
  }
  if (second !== undefined) {
    throw new ApiError(
      'INVALID_PARAMETER_VALUE',
      `An entry of access_control_list has both ${first.way} and ${second.way}. Name one principal in each.`,
    );
  }
  return first;
};

const levelIn = (type: ObjectType, { permission_level: level }: AccessControlRequest): Level => {
  if (level !== undefined && type.levels.some(known => known.level === level)) return level;
  const known = type.levels.map(each => each.level).join(', ');
  throw new ApiError(
    'INVALID_PARAMETER_VALUE',
    level === undefined
      ? `Missing required field: permission_level, in an entry of access_control_list. It may be one of ${known}.`
      : `'${level}' is not a permission level of ${type.objectType}. It may be one of ${known}.`,
  );
};

const findGrantees = async (queries: Queries, names: readonly string[]): Promise<ReadonlyMap<string, Grantee>> => {
  if (names.length === 0) return new Map();
  const rows = await queries
    .selectFrom('principals')
    .select(granteeColumns)
    .where('name_key', 'in', [...new Set(names)])
    .execute();
  return new Map(rows.map(row => [row.name_key, toGrantee(row)]));
};

/** Of several entries for one principal the strongest counts. */
const strongestOfEach = (type: ObjectType, entries: readonly AclEntry[]): readonly AclEntry[] =>
  [...Map.groupBy(entries, ({ principal }) => principal.id).values()].flatMap(same => {
    const level = strongest(
      type,
      same.map(entry => entry.level),
    );
    return same.filter(entry => entry.level === level).slice(0, 1);
  });

/**
 * The entries of a request with the principals that they name. Names are compared without case.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE for an entry without a principal, with several, or with a level that the type
 *   does not have; RESOURCE_DOES_NOT_EXIST for a principal that is not known
 */
export const askedEntries = async (
  queries: Queries,
  type: ObjectType,
  requests: readonly AccessControlRequest[],
): Promise<readonly AclEntry[]> => {
  if (requests.length > maxEntries) {
    throw new ApiError('INVALID_PARAMETER_VALUE', `access_control_list may have at most ${maxEntries} entries.`);
  }
  const named = requests.map(request => ({ ...namedBy(request), level: levelIn(type, request) }));
  const known = await findGrantees(
    queries,
    named.map(({ name }) => name.toLowerCase()),
  );
  const entries = named.map(({ way, name, level }) => {
    const principal = known.get(name.toLowerCase());
    const { kinds, called } = ways[way];
    if (principal === undefined || !kinds.some(kind => kind === principal.kind)) {
      throw new ApiError('RESOURCE_DOES_NOT_EXIST', `Principal: ${called}(${name}) does not exist`);
    }
    return { principal, level };
  });
  return strongestOfEach(type, entries);
};
