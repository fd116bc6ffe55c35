import { BlockList, isIP } from 'node:net';

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

/**
 * The same for a URL that came by the API: whoever may call it need not run the machine. A workspace that is itself reached
 * by plain HTTP on this machine, in development and tests, reaches others there too; any other one keeps to `https`.
 *
 * @param publicUrl where clients reach the workspace
 */
export const foreignUrlProblem = (text: string, publicUrl: string): string | undefined => {
  const problem = urlProblem(text);
  if (problem !== undefined) return problem;
  const workspace = URL.parse(publicUrl);
  const isLocal = workspace !== null && isLocalHttp(workspace);
  return new URL(text).protocol === 'https:' || isLocal ? undefined : 'must be an https URL';
};

const linkLocal = new BlockList();
linkLocal.addSubnet('169.254.0.0', 16, 'ipv4');
linkLocal.addSubnet('fe80::', 10, 'ipv6');
linkLocal.addAddress('fd00:ec2::254', 'ipv6');

/** Whether a URL leads to what only this machine can reach: the metadata services of clouds, which give keys to whoever asks. */
export const isMetadataUrl = (text: string): boolean => {
  const host = URL.parse(text)?.hostname.replace(/^\[|\]$/g, '') ?? '';
  const version = isIP(host);
  if (version === 0) return /^metadata(?:\.google\.internal)?\.?$/.test(host);
  return linkLocal.check(host, version === 4 ? 'ipv4' : 'ipv6');
};
