import type { deltaSharing } from '@boathouse/contract';
import type { Snapshot } from '@boathouse/delta';
import type { Config } from '../config.ts';
import { ApiError } from '../http/api-error.ts';
import type { RecipientCaller } from '../http/context.ts';
import type { Handlers } from '../http/handlers.ts';
import { LocationError } from '../storage/errors.ts';
import { formatLocation, parseLocation } from '../storage/location.ts';
import type { TemporaryCredentials } from '../storage/temporary-credentials.ts';
import { type OpenedTable, withTable } from './open-table.ts';
import { sharedName } from './table-history.ts';

type All = Handlers<typeof deltaSharing, RecipientCaller>;

/** What the metadata of a table says of reading it as a directory. */
export interface DirectoryFacts {
  readonly location: string;
  readonly accessModes: readonly ['url', 'dir'];
}

/**
 * Whether a recipient may read the table's files without asking for each. Who has the directory has every version, every
 * partition and the change data: nothing of that may be held back from them.
 */
const isOpen = ({ table, store }: OpenedTable, config: Config): boolean =>
  config.directory_access &&
  store.canVend &&
  table.historySharing === 1 &&
  table.feedShared === 1 &&
  (table.startVersion ?? 0) === 0 &&
  table.filter === undefined;

/** Whether all of a version lies in its directory: the files of shallow clones do not. */
const isWhole = ({ absolutePaths }: Pick<Snapshot, 'absolutePaths'>): boolean => absolutePaths.length === 0;

/** What the line `metaData` says more of a table that is open as a directory; undefined of others, which have URLs alone. */
export const directoryFacts = (
  opened: OpenedTable,
  snapshot: Pick<Snapshot, 'absolutePaths'>,
  config: Config,
): DirectoryFacts | undefined =>
  isOpen(opened, config) && isWhole(snapshot)
    ? { location: opened.store.location, accessModes: ['url', 'dir'] }
    : undefined;

const invalid = (message: string, cause?: unknown) => new ApiError('INVALID_PARAMETER_VALUE', message, { cause });

/** One place has several spellings: `s3` and `s3a`, a slash at the end. */
const normalForm = (location: string): string => {
  try {
    return formatLocation(parseLocation(location));
  } catch (error) {
    if (error instanceof LocationError) throw invalid(`Field 'location': ${error.message}`, error);
    throw error;
  }
};

/** The root of the table and nothing else: credentials are for all of it, and what lies beside is not shared. */
const checkLocation = (opened: OpenedTable, location: string | undefined): void => {
  const advice = 'It must be the location that the metadata of the table tells.';
  if (location === undefined) throw invalid(`Field 'location' is missing. ${advice}`);
  if (normalForm(location) === opened.store.location) return;
  throw invalid(`Field 'location' is not the root of table '${sharedName(opened)}'. ${advice}`);
};

/** Credentials under the protocol's names for them. */
export const showCredentials = (given: TemporaryCredentials) => {
  if (given.kind === 'azure') return { azureUserDelegationSas: { sasToken: given.sasToken } };
  if (given.kind === 'gcp') return { gcpOauthToken: { oauthToken: given.oauthToken } };
  const { accessKeyId, secretAccessKey, sessionToken } = given;
  return { awsTempCredentials: { accessKeyId, secretAccessKey, sessionToken } };
};

/** Gives credentials that read a table's directory. They end by themselves alone: a revoked grant stops only the next ones. */
const generateTemporaryTableCredential: All['generateTemporaryTableCredential'] = (request, context) =>
  withTable(context, request, async opened => {
    const { config, snapshots } = context.workspace;
    if (!isOpen(opened, config) || !isWhole(await snapshots.open(opened.ref))) {
      const advice = 'Query it: the answer has a URL for each file.';
      throw invalid(`Table '${sharedName(opened)}' cannot be read as a directory. ${advice}`);
    }
    checkLocation(opened, request.location);
    const holder = context.principal.id;
    const seconds = config.temporary_credential_seconds;
    const given = await opened.store.vend({ operation: 'READ', seconds, holder });
    context.note({ credential_expiration_time: given.expiresAt });
    return {
      credentials: { location: opened.store.location, expirationTime: given.expiresAt, ...showCredentials(given) },
    };
  });

/** How recipients come to read a table as a directory. */
export const directoryAccess = { generateTemporaryTableCredential };
