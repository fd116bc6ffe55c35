/** How files are described: as the `file` object of Delta Sharing's own format, or as the `add` action of a Delta log. */
export type FileFormat = 'parquet' | 'delta';

/** What ids are made of paths with. */
export type FileIdHash = 'md5' | 'sha256';

/** A data file that a scan found. */
export interface ScannedFile {
  /**
   * Path of the object below the table's root, decoded. For a file that lies elsewhere, as those of shallow clones do,
   * its URI: `s3://bucket/key`, with nothing decoded.
   */
  readonly path: string;
  /** Hash of the path as the log has it, in hexadecimal. A deletion vector does not change it. */
  readonly id: string;
  /**
   * What else describes the file, as JSON without its braces.
   *
   * - `parquet`: `"partitionValues":{"day":"2021-04-28"},"size":573,"stats":"{…}"`
   * - `delta`: `"partitionValues":{…},"size":573,"modificationTime":1619824428000,"dataChange":true,"stats":"{…}"`, and
   *   `tags`, `baseRowId`, `defaultRowCommitVersion` and `clusteringProvider`; never `deletionVector`
   *
   * What the log does not have is left out. Column names are those of the log: physical ones with column mapping.
   */
  readonly json: string;
  /** Bytes. */
  readonly size: number;
  readonly deletionVector?: ScannedVector;
}

/** Which rows of a file are deleted: a deletion vector of the Delta protocol. */
export interface ScannedVector {
  /** Hash of the vector's unique id, in hexadecimal. */
  readonly id: string;
  /** The object that holds it, as the path of a file is given. Absent when the vector is inline. */
  readonly path?: string;
  /** The vector itself, in Base85, when it is inline. */
  readonly inline?: string;
  /** The rest of its descriptor, as JSON without braces: `"offset":1,"sizeInBytes":34,"cardinality":2`. */
  readonly json: string;
}
