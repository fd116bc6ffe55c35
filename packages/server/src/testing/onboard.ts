import type { TestWorkspace } from './test-workspace.ts';

const uc = '/api/2.1/unity-catalog';

type Served = Pick<TestWorkspace, 'admin' | 'call'>;

/**
 * Downloads the profile behind an activation link, which works once.
 *
 * @param link `activation_url` of a recipient
 * @returns the profile file as it came
 */
export const downloadProfile = async (test: Served, link: string): Promise<string> => {
  const code = link.slice(link.indexOf('?') + 1);
  const { status, text } = await test.call(`GET ${uc}/public/data_sharing_activation/${code}`);
  if (status !== 200) throw new Error(`The profile cannot be downloaded: ${text}`);
  return text;
};

/** The same, for its bearer token alone. */
export const activate = async (test: Served, link: string): Promise<string> =>
  JSON.parse(await downloadProfile(test, link)).bearerToken;

/** Makes a recipient, grants it shares, and gives the bearer token of its profile. */
export const onboard = async (test: Served, name: string, ...shares: readonly string[]): Promise<string> => {
  const { status, json, text } = await test.admin(`POST ${uc}/recipients`, { name, authentication_type: 'TOKEN' });
  if (status !== 200) throw new Error(`The recipient ${name} cannot be made: ${text}`);
  for (const share of shares) {
    const changes = [{ principal: name, add: ['SELECT'] }];
    const granted = await test.admin(`PATCH ${uc}/shares/${share}/permissions`, { changes });
    if (granted.status !== 200) throw new Error(`The share ${share} cannot be granted: ${granted.text}`);
  }
  return activate(test, json.activation_url);
};
