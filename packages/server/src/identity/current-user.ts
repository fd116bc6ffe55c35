import { currentUser } from '@boathouse/contract';
import { authenticateCaller } from '../http/authentication.ts';
import { room } from '../http/handlers.ts';

const userSchema = 'urn:ietf:params:scim:schemas:core:2.0:User' as const;

/** The system groups: clients look for `admins` to learn whether the caller is an administrator. */
const groupsOf = (admin: boolean) => [
  { display: 'users', value: 'users', type: 'direct', $ref: 'Groups/users' },
  ...(admin ? [{ display: 'admins', value: 'admins', type: 'direct', $ref: 'Groups/admins' }] : []),
];

export const currentUserRoom = room(currentUser, authenticateCaller, {
  me: async (_, { workspace, principal }) => {
    const row = await workspace.database.read
      .selectFrom('principals')
      .select(['display_name', 'kind'])
      .where('id', '=', principal.id)
      .executeTakeFirstOrThrow();
    return {
      schemas: [userSchema],
      id: String(principal.id),
      userName: principal.name,
      displayName: row.display_name,
      active: true,
      ...(row.kind === 'USER' ? { emails: [{ type: 'work', value: principal.name, primary: true }] } : {}),
      groups: groupsOf(principal.admin),
    };
  },
});
