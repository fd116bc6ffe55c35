const loopbackHosts = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** Whether a URL leads to this machine by plain HTTP, which is how tests and development run other servers. */
export const isLocalHttp = (url: URL): boolean => url.protocol === 'http:' && loopbackHosts.has(url.hostname);

/**
 * What speaks against trusting a URL of the configuration: everything but `https`, and `http` to this machine. That keeps
 * the metadata services of clouds out too, which know only `http`.
 *
 * @returns the end of a sentence that begins with the name of the setting; undefined when nothing does
 */
export const urlProblem = (text: string): string | undefined => {
  const url = URL.parse(text);
  if (url === null) return `is no URL: '${text}'`;
  if (url.protocol !== 'https:' && !isLocalHttp(url)) return 'must be an https URL (http only to this machine)';
  if (url.username !== '' || url.password !== '') return 'must hold no user name and no password';
  if (url.search !== '' || url.hash !== '') return 'must have no query and no fragment';
  return undefined;
};
