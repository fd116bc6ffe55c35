import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { userAgent, version } from './user-agent.ts';

test('the version is that of package.json', () => {
  const { version: published } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  expect(version).toBe(published);
});

test('the program that uses the client comes first', () => {
  const own = `boathouse-sdk/${version} node/${process.versions.node} os/${process.platform}`;
  expect(userAgent(undefined)).toBe(own);
  expect(userAgent('my-app/1.0')).toBe(`my-app/1.0 ${own}`);
});
