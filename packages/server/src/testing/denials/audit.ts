import { type Denial, denied } from '../denial.ts';

export const auditDenials: Readonly<Record<string, Denial>> = {
  'audit.list': denied(403),
  'audit.follow': denied(403),
  'audit.verify': denied(403),
};
