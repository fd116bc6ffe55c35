const verbs = new Set(
  (
    'add cancel change create delete edit execute generate get list patch pin put read remove resize restart retrieve ' +
    'rotate search set start stop unpin update validate'
  ).split(' '),
);

/** `providerFiles` → `['provider', 'files']` */
const wordsOf = (name: string): string[] =>
  name
    .replace(/([A-Z])/g, ' $1')
    .toLowerCase()
    .trim()
    .split(/[\s-]+/);

const join = (words: readonly string[]): string =>
  words.map(word => word.charAt(0).toUpperCase() + word.slice(1)).join('');

const singular = (word: string): string => word.replace(/ies$/, 'y').replace(/([^s])s$/, '$1');

/** `providerFiles`, `provider-files` → `ProviderFiles` */
export const pascalCase = (name: string): string => join(wordsOf(name));

/** `partner-connect` → `partnerConnect` */
export const camelCase = (name: string): string => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

/**
 * The name of a request, as the official clients build it: the verb, what it acts on, `Request`. `shares` and
 * `updatePermissions` → `UpdateSharePermissionsRequest`; `clusters` and `permanentDelete`, which begins with no verb →
 * `ClusterPermanentDeleteRequest`.
 */
export const requestName = (service: string, operation: string): string => {
  const words = wordsOf(operation);
  const [verb = '', ...rest] = words;
  const plural = wordsOf(service);
  const noun = [...plural.slice(0, -1), singular(plural.at(-1) ?? '')];
  const namesItself = words.map(singular).some(word => noun.includes(word));
  if (namesItself) return `${join(words)}Request`;
  if (!verbs.has(verb)) return `${join([...noun, ...words])}Request`;
  return `${join([verb, ...(rest.length === 0 && verb === 'list' ? plural : noun), ...rest])}Request`;
};
