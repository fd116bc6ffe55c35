import { formatLocation, type Location } from './location.ts';

/**
 * The entry of a setting that covers a table's location most closely; undefined when none does. Prefixes count by whole
 * segments: an entry for `s3://b/t` does not cover `s3://b/t2`.
 */
export const closestEntry = <Entry extends { readonly covers: Location }>(
  location: Location,
  entries: readonly Entry[],
): Entry | undefined => {
  const place = `${formatLocation(location)}/`;
  const covering = entries
    .map(entry => ({ entry, start: `${formatLocation(entry.covers)}/` }))
    .filter(({ start }) => place.startsWith(start));
  return covering.toSorted((one, other) => other.start.length - one.start.length)[0]?.entry;
};
