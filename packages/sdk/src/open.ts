/** One of the known values, or one that a newer server sends. */
export type Open<Known extends string> = Known | (string & {});
