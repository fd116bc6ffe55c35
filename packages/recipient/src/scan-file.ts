import type { FileLine } from './lines.ts';
import type { Scalar } from './scalar.ts';

/** A data file to be read, as part of a table or of a change. */
export interface ScanFile extends FileLine {
  /** Values that all of its rows have in columns that the file itself does not have. */
  readonly constants?: ReadonlyMap<string, Scalar>;
  /** Only the rows are read that the deletion vector of this other line deletes. */
  readonly onlyDeletedBy?: FileLine;
}
