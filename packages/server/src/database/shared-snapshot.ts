import type { DatabaseSync } from 'node:sqlite';

/** A read transaction that the reads of one turn of the event loop share. */
export interface SharedSnapshot {
  /** Called before each read: begins the snapshot where none is open. It ends with the turn. */
  enter(): void;
  /** Ends it at once, so that the next read sees what was committed meanwhile. */
  leave(): void;
}

/**
 * Makes the reads of a turn share one snapshot. A read alone takes and gives back locks, and looks again for every page that
 * it needs when somebody has committed since the last.
 *
 * @param connection one that only reads
 */
export const shareSnapshot = (connection: DatabaseSync): SharedSnapshot => {
  const begin = connection.prepare('BEGIN');
  const commit = connection.prepare('COMMIT');
  let isOpen = false;
  const leave = () => {
    // An error of the disk may have ended it already.
    if (isOpen && connection.isTransaction) commit.run();
    isOpen = false;
  };
  const enter = () => {
    if (isOpen) return;
    begin.run();
    isOpen = true;
    setImmediate(leave);
  };
  return { enter, leave };
};
