import { expect } from 'vitest';
import { answered, type Denial, denied } from '../denial.ts';

export const tokensDenials: Readonly<Record<string, Denial>> = {
  'tokens.list': answered({ token_infos: [expect.objectContaining({ comment: '' })] }),
  'tokens.create': answered(expect.objectContaining({ token_info: expect.anything() }), { comment: 'own' }),
  'tokens.delete': denied(404, ({ adminTokenId }) => ({ token_id: adminTokenId })),
};
