import type { Denial } from './denial.ts';
import { auditDenials } from './denials/audit.ts';
import { catalogDenials, catalogEnds } from './denials/catalog.ts';
import { deltaSharingDenials } from './denials/delta-sharing.ts';
import { identityDenials, identityEnds } from './denials/identity.ts';
import { permissionsDenials } from './denials/permissions.ts';
import { secretsDenials, secretsEnds } from './denials/secrets.ts';
import { sharingDenials, sharingEnds } from './denials/sharing.ts';
import { tokensDenials } from './denials/tokens.ts';

/**
 * For every operation that is built, a request that somebody without any right makes in vain. `denials.test.ts` fails for
 * an operation without a row. In this order, who may can make all of the requests, one after the other.
 */
export const denials: Readonly<Record<string, Denial>> = {
  ...auditDenials,
  ...identityDenials,
  ...permissionsDenials,
  ...tokensDenials,
  ...secretsDenials,
  ...catalogDenials,
  ...sharingDenials,
  ...deltaSharingDenials,
  ...secretsEnds,
  ...sharingEnds,
  ...catalogEnds,
  ...identityEnds,
};
