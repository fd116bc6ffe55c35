import type { ObjectType } from './object-type.ts';
import { permissionHandlers } from './permission-handlers.ts';

/** Who may sign in with a password: one list for the whole workspace. */
export const passwordType: ObjectType = {
  names: ['authorization'],
  onlyId: 'passwords',
  noun: 'password',
  objectType: 'passwords',
  root: '/authorization/',
  levels: [{ level: 'CAN_USE', description: 'Can use password' }],
  hasOwner: false,
  admins: 'settable',
  find: async () => {},
};

/** The operations of `users` that are about this list. */
export const passwordHandlers = permissionHandlers(() => ({ type: passwordType, id: 'passwords' }));
