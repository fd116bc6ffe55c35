import { expect, test } from 'vitest';
import { openProfile } from './index.ts';
import { failureOf } from './testing/collect.ts';
import { sendError, startSharingServer } from './testing/sharing-server.ts';

test('a user and a password open a server by HTTP Basic, and stay out of what it says', async () => {
  const server = await startSharingServer();
  try {
    const { endpoint } = server.profile;
    const profile = { shareCredentialsVersion: 2, type: 'basic', endpoint, username: 'acmé', password: 'sesame:42' };
    server.authorization = `Basic ${Buffer.from('acmé:sesame:42').toString('base64')}`;
    const client = await openProfile(profile);
    expect(await client.getShare('samples')).toMatchObject({ name: 'samples' });
    server.intercept = ({ headers }, response) => {
      sendError(response, 401, 'DENIED', `Not for sesame:42 (${headers.authorization}).`);
      return true;
    };
    const error = await failureOf(client.getShare('samples'));
    expect(String(error)).toContain('Not for [password] (Basic [password]).');
    expect(server.received).toHaveLength(2);
  } finally {
    await server.close();
  }
});
