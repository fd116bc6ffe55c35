/**
 * What speaks against the URL of a store that the settings name: a private host may speak plain http, unlike those that
 * `urlProblem` is for.
 *
 * @returns the end of a sentence that begins with the name of the setting; undefined when nothing does
 */
export const endpointProblem = (text: string): string | undefined => {
  const url = URL.parse(text);
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') return 'must be an http or https URL';
  const rest = url.username + url.password + url.search + url.hash;
  return rest === '' ? undefined : 'must not have credentials, a query or a fragment';
};
