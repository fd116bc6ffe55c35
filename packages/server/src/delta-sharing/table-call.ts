import type { FileFormat } from '@boathouse/delta';
import type { Context, RecipientCaller } from '../http/context.ts';
import { type Capabilities, capabilitiesHeader, readCapabilities } from './capabilities.ts';
import { fileIdHashHeader, readFileIdHash } from './file-id-hash.ts';
import type { OpenedTable } from './open-table.ts';

/** How a client wants to be answered: what the headers of its request say. */
export interface Wishes {
  readonly capabilities: Capabilities;
  /** The format whose way of making ids of files is asked for. */
  readonly fileIdHash: FileFormat | undefined;
}

/** A recipient's request for the lines of a table. */
export interface TableCall extends Wishes {
  readonly context: Context<RecipientCaller>;
  readonly opened: OpenedTable;
}

/**
 * Reads the headers that say how a client wants to be answered.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE
 */
export const readWishes = ({ request }: Pick<Context<RecipientCaller>, 'request'>): Wishes => ({
  capabilities: readCapabilities(request.header(capabilitiesHeader)),
  fileIdHash: readFileIdHash(request.header(fileIdHashHeader)),
});
