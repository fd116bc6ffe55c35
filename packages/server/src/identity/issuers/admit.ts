import { isUniqueViolation, type Queries } from '../../database/database.ts';
import { prepared } from '../../database/prepared.ts';
import type { RequestFacts } from '../../http/context.ts';
import type { Workspace } from '../../workspace.ts';
import { insertPrincipal, joinSystemGroup, type NewPrincipal, newPrincipalId } from '../principals.ts';
import { type CallerRow, toCaller } from '../to-caller.ts';
import { RefusedToken } from './refused-token.ts';
import type { Subject } from './subject.ts';

const principalByName = prepared((database, { key, kind }: { readonly key: string; readonly kind: Subject['kind'] }) =>
  database.read
    .selectFrom('principals')
    .select(['id', 'kind', 'name', 'admin', 'entitled', 'active'])
    .where('name_key', '=', key)
    .where('kind', '=', kind),
);

/**
 * The principal that a token names.
 *
 * @param queries where it runs: `read`, or the transaction of a write
 * @returns undefined when the workspace has none of that kind and name
 * @throws RefusedToken when it is deactivated
 */
export const findSubject = async (
  { database }: Workspace,
  { name, kind }: Subject,
  queries: Queries = database.read,
): Promise<CallerRow | undefined> => {
  const [row] = await database.execute(principalByName(database, { key: name.toLowerCase(), kind }), queries);
  if (row?.active === 0) throw new RefusedToken(`names ${row.name}, who is deactivated in this workspace`);
  return row;
};

/** Why somebody is added who is not there yet. */
export interface Admission {
  readonly admin: boolean;
  /** The setting that allows it. */
  readonly setting: string;
}

const add = async (
  workspace: Workspace,
  principal: NewPrincipal,
  { admin, setting }: Admission,
  request: RequestFacts,
): Promise<void> => {
  const { audit, now, newId, randomBytes } = workspace;
  const id = newPrincipalId(randomBytes);
  const isUser = principal.kind === 'USER';
  await audit.trail.write(
    async transaction => {
      await insertPrincipal(transaction, { id, now: now() }, principal);
      if (admin) await joinSystemGroup(transaction, 'admins', id);
    },
    () => ({
      id: newId(),
      time: now(),
      service: 'accounts',
      action: isUser ? 'createUser' : 'createServicePrincipal',
      principal: toCaller({ id, kind: principal.kind, name: principal.name, admin: admin ? 1 : 0, entitled: 1 }),
      request,
      parameters: { [isUser ? 'user_name' : 'application_id']: principal.name, admin, admitted_by: setting },
      status: 200,
    }),
  );
};

/** What cannot be a name: it would hide in lists, or not fit into them. */
const isName = (name: string): boolean => name.length <= 255 && !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(name);

/**
 * Adds the principal that a token names, with a record in the audit trail.
 *
 * @throws RefusedToken when the name is none, or belongs to another kind of principal
 */
export const admitSubject = async (
  workspace: Workspace,
  subject: Subject,
  admission: Admission,
  request: RequestFacts,
): Promise<CallerRow> => {
  const { kind, name } = subject;
  if (!isName(name)) throw new RefusedToken('names a principal in a way that cannot be a name');
  try {
    const displayName = kind === 'USER' && isName(subject.displayName) ? subject.displayName : name;
    await add(workspace, { kind, name, displayName }, admission, request);
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
  }
  // In its turn among the writes: of two requests at once, the other one may have been first, and not be done yet.
  const row = await workspace.database.write(transaction => findSubject(workspace, subject, transaction));
  if (row === undefined) throw new RefusedToken(`names ${name}, which is another kind of principal in this workspace`);
  return row;
};
