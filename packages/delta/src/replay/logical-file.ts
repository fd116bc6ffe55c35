/** SQL: what tells logical files apart, by the path of the log and the unique id of the deletion vector, or NULL. */
export function logicalFileKey(path: string, vector: string): string {
  return `md5_number(${path} || coalesce(chr(0) || ${vector}, ''))`;
}

/** SQL: the unique id of a deletion vector, as the Delta protocol derives it; NULL without one. */
export function vectorId(storageType: string, pathOrInlineDv: string, offset: string): string {
  return `${storageType} || ${pathOrInlineDv} || coalesce('@' || ${offset}, '')`;
}
