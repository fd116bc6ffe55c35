import { expect } from 'vitest';
import { answered, type Denial, denied, type Fixtures, stranger } from '../denial.ts';

const adminToken = ({ adminTokenId }: Fixtures) => ({ token_id: adminTokenId });

const changedToken = (fixtures: Fixtures) => ({
  ...adminToken(fixtures),
  ...{ token: { comment: 'changed' }, update_mask: 'comment' },
});

const ownEntry = { user_name: stranger, permission_level: 'CAN_USE' };
const adminsEntry = { group_name: 'admins', permission_level: 'CAN_MANAGE' };
const everybodysEntry = { group_name: 'users', permission_level: 'CAN_USE' };

export const tokensDenials: Readonly<Record<string, Denial>> = {
  'tokens.list': answered({ token_infos: [expect.objectContaining({ comment: '' })] }),
  'tokens.create': answered(expect.objectContaining({ token_info: expect.anything() }), { comment: 'own' }),
  'tokens.update': denied(404, changedToken),
  'tokenManagement.createOboToken': denied(403, ({ applicationId }) => ({ application_id: applicationId })),
  'tokenManagement.list': denied(403),
  'tokenManagement.get': denied(403, adminToken),
  'tokenManagement.updateTokenManagement': denied(403, changedToken),
  'tokens.delete': denied(404, adminToken),
  'tokenManagement.delete': denied(403, adminToken),
  'tokenManagement.getPermissionLevels': answered({ permission_levels: [expect.anything(), expect.anything()] }),
  'tokenManagement.getPermissions': denied(403),
  'tokenManagement.updatePermissions': denied(403, () => ({ access_control_list: [ownEntry] })),
  'tokenManagement.setPermissions': denied(403, () => ({ access_control_list: [adminsEntry, everybodysEntry] })),
  'workspaceConf.getStatus': denied(403, () => ({ keys: 'maxTokenLifetimeDays' })),
  'workspaceConf.setStatus': denied(403, () => ({ contents: { maxTokenLifetimeDays: '90' } })),
};
