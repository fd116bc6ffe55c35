/** `listShares` → `list-shares`. */
export const toKebab = (camel: string): string => camel.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);

/** `created_at` → `created-at`, `startIndex` → `start-index`: a field as a flag. */
export const toFlag = (field: string): string => toKebab(field).replaceAll('_', '-').replaceAll('--', '-');

/** `created_at` → `Created At`: a field as the head of a column. */
export const toTitle = (field: string): string =>
  toFlag(field)
    .split('-')
    .map(word => (/^(id|url|uri|ip|cpu|gb|mb|sql|tls)$/.test(word) ? word.toUpperCase() : capital(word)))
    .join(' ');

const capital = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
