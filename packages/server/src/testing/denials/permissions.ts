import { expect } from 'vitest';
import { answered, type Denial, denied, stranger } from '../denial.ts';

const tokens = { request_object_type: 'authorization', request_object_id: 'tokens' };

const entries = [
  { group_name: 'admins', permission_level: 'CAN_MANAGE' },
  { group_name: 'users', permission_level: 'CAN_USE' },
  { user_name: stranger, permission_level: 'CAN_USE' },
];

export const permissionsDenials: Readonly<Record<string, Denial>> = {
  'permissions.get': denied(403, () => tokens),
  'permissions.getPermissionLevels': answered({ permission_levels: expect.any(Array) }, tokens),
  'permissions.update': denied(403, () => ({ ...tokens, access_control_list: entries })),
  'permissions.set': denied(403, () => ({ ...tokens, access_control_list: entries })),
};
