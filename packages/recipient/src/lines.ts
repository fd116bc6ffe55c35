/** The two forms in which a server writes its lines. Only `delta` has a place for deletion vectors and column mapping. */
export type ResponseFormat = 'parquet' | 'delta';

/** What a reader must support. In the parquet response format always version 1. */
export interface Protocol {
  readonly minReaderVersion: number;
  /** What a reader of version 3 must know, by the names of the Delta protocol. */
  readonly readerFeatures?: readonly string[];
}

/** The `metaData` line of a table, as the provider sent it. */
export interface Metadata {
  readonly id: string;
  readonly name?: string;
  readonly description?: string;
  /** The columns in Delta's JSON; `TableMetadata.schema` has them parsed. */
  readonly schemaString: string;
  readonly partitionColumns: readonly string[];
  readonly configuration: Readonly<Record<string, string>>;
  /** Bytes of all data files, when the provider says. */
  readonly size?: number;
  readonly numFiles?: number;
}

/** Which rows of a data file are deleted: where the bitmap of their numbers is, and how long. */
export interface DeletionVector {
  /** `p`: the bitmap is in a file; `i`: it is here, in Z85. */
  readonly storageType: 'p' | 'i';
  /** A signed URL, or the bitmap. */
  readonly pathOrInlineDv: string;
  /** Where in its file the bitmap begins, in bytes. */
  readonly offset?: number;
  readonly sizeInBytes: number;
  /** How many rows are deleted. */
  readonly cardinality: number;
  /** The same for the same vector in every answer, when the provider says. */
  readonly id?: string;
}

/** One Parquet file of a table, and a URL that opens it for a while. */
export interface FileLine {
  /** Signed: whoever has it can read the file until it expires. */
  readonly url: string;
  /** The same for the same file in every answer. */
  readonly id: string;
  /** By the names of the columns; where the table has column mapping, by their physical names. */
  readonly partitionValues: Readonly<Record<string, string | null>>;
  /** Bytes of the file. */
  readonly size: number;
  /** Delta statistics as JSON text: numRecords, minValues, maxValues, nullCount. They count deleted rows too. */
  readonly stats?: string;
  /** The table version and the commit time (ms since 1970) that added or removed the file, when the provider says. */
  readonly version?: number;
  readonly timestamp?: number;
  /** When the URL stops working, in ms since 1970. */
  readonly expirationTimestamp?: number;
  /** Rows that are in the file and no longer in the table. */
  readonly deletionVector?: DeletionVector;
  /** What a commit did with the file: in a change data feed, and in the delta response format. */
  readonly action?: 'add' | 'remove' | 'cdc';
}

/** The `endStreamAction` line: the answer is whole, or failed after it had begun. */
export interface StreamEnd {
  readonly errorMessage?: string;
  readonly httpStatusErrorCode?: number;
  readonly nextPageToken?: string;
  readonly refreshToken?: string;
}

/** The `queryStatus` line: the answer is not there yet, or will never be. */
export interface QueryStatus {
  /** The answer is asked for by it. */
  readonly queryId: string;
  readonly isFailed: boolean;
  readonly message?: string | undefined;
}

/** One line of an answer. Kinds that this client does not know are `other`. */
export type Line =
  | { readonly kind: 'protocol'; readonly protocol: Protocol; readonly format: ResponseFormat }
  | { readonly kind: 'metaData'; readonly metadata: Metadata }
  /** `inTable`: the file belongs to the version that was asked for, or was added to it. */
  | { readonly kind: 'file'; readonly file: FileLine; readonly inTable: boolean }
  | { readonly kind: 'end'; readonly end: StreamEnd }
  | { readonly kind: 'queryStatus'; readonly status: QueryStatus }
  | { readonly kind: 'other' };
