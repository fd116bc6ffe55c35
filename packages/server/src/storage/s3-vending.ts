import { assumeRole } from './assume-role.ts';
import { StorageError } from './errors.ts';
import { formatLocation, type S3Location } from './location.ts';
import type { Vending } from './object-store.ts';
import { s3SessionPolicy } from './s3-session-policy.ts';
import type { S3Settings } from './s3-settings.ts';
import { longestVend, shortestVend } from './temporary-credentials.ts';

/** A session of a role that was assumed by a session itself lasts an hour at most (role chaining), by AWS. */
const longestChained = 3600;

/** How sessions of a role are given away for what is below a location of an S3-compatible store. */
export const s3Vending = (at: S3Location, settings: S3Settings): Vending => {
  const { role_arn: roleArn, external_id: externalId, session_token, endpoint } = settings;
  return {
    canVend: roleArn !== undefined,
    vend: async ({ operation, seconds, holder }) => {
      if (roleArn === undefined) {
        const advice =
          'Add role_arn to its storage credential or its entry of the setting s3: a role that may read there and trusts the key.';
        throw new StorageError('CANNOT_VEND', `There are no credentials for ${formatLocation(at)} alone. ${advice}`);
      }
      const longest = session_token === undefined ? longestVend : longestChained;
      return assumeRole(settings, {
        roleArn,
        externalId,
        sessionName: `boathouse-${holder}`.replace(/[^\w+=,.@-]/g, '-').slice(0, 64),
        seconds: Math.min(Math.max(Math.floor(seconds), shortestVend), longest),
        policy: s3SessionPolicy(at, operation, { arn: roleArn, isOfAws: endpoint === undefined }),
      });
    },
  };
};
