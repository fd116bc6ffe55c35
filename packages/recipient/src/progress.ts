/** How far a read has come. */
export interface Progress {
  /** Data files whose rows have all been given, or that were left out because no row of theirs can match. */
  readonly filesDone: number;
  /** Data files in all: as the table says at once when all of it is read; else undefined until the server has listed the last. */
  readonly filesTotal: number | undefined;
  /** Rows given so far. */
  readonly rows: number;
  /** Bytes fetched from the storage so far. Of a file, only the columns that are needed are fetched. */
  readonly bytes: number;
}

/** Counts what a read does. */
export interface ProgressMeter {
  /** Passes the files on, to know how many there were. */
  countListed<File>(files: AsyncGenerator<File>): AsyncGenerator<File>;
  readonly fileDone: () => void;
  readonly rowsRead: (count: number) => void;
  readonly bytesRead: (count: number) => void;
}

/**
 * Makes a meter that reports after each row group, each file, and the end of the list of files.
 *
 * @param filesExpected how many files there will be, when it is known before they are listed
 */
export function progressMeter(
  report: ((progress: Progress) => void) | undefined,
  filesExpected: number | undefined,
): ProgressMeter {
  let [filesDone, rows, bytes, listed] = [0, 0, 0, 0];
  let filesTotal = filesExpected;
  const tell = () => report?.({ filesDone, filesTotal, rows, bytes });
  return {
    async *countListed(files) {
      for await (const file of files) {
        listed += 1;
        yield file;
      }
      filesTotal = listed;
      tell();
    },
    fileDone: () => {
      filesDone += 1;
      tell();
    },
    rowsRead: count => {
      rows += count;
      tell();
    },
    bytesRead: count => {
      bytes += count;
    },
  };
}
