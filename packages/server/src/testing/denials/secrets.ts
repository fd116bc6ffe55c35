import { answered, type Denial, denied } from '../denial.ts';

const scope = 'locked';
const secret = { scope, key: 'password' };
const entry = { scope, principal: 'admin@localhost' };

export const secretsDenials: Readonly<Record<string, Denial>> = {
  // The names of scopes are visible to everybody, what is in them is not.
  'secrets.listScopes': answered({ scopes: [{ name: scope, backend_type: 'DATABRICKS' }] }),
  'secrets.listSecrets': denied(403, () => ({ scope })),
  'secrets.getSecret': denied(403, () => secret),
  'secrets.putSecret': denied(403, () => ({ ...secret, string_value: 'changed' })),
  'secrets.listAcls': denied(403, () => ({ scope })),
  'secrets.getAcl': denied(403, () => entry),
  'secrets.putAcl': denied(403, () => ({ ...entry, permission: 'READ' })),
  'keys.list': denied(403),
  'keys.listSigning': denied(403),
  'keys.rotate': denied(403),
  'keys.rotateSigning': denied(403),
};

/** What takes the fixtures away, and what adds to them: after everything else. */
export const secretsEnds: Readonly<Record<string, Denial>> = {
  'secrets.deleteAcl': denied(403, () => entry),
  'secrets.deleteSecret': denied(403, () => secret),
  'secrets.deleteScope': denied(403, () => ({ scope })),
  'secrets.createScope': {
    fields: () => ({ scope: 'own' }),
    rightful: () => ({ scope: 'of-the-administrator' }),
    status: undefined,
    answer: {},
  },
};
