import { expect, test } from 'vitest';
import { coveragePage } from './coverage-page.ts';

test('operations that are built are marked and counted', () => {
  const page = coveragePage(new Set(['secrets.createScope', 'secrets.getSecret']));
  expect(page).toMatch(/^\| secrets \| 2 \| 15 \|$/m);
  expect(page).toMatch(/^\| \*\*all\*\* \| \*\*2\*\* \| \*\*\d+\*\* \|$/m);
  expect(page).toMatch(
    /^\| secrets\.createScope \| `POST \/api\/2\.0\/secrets\/scopes\/create` \| `secrets` \| {2}\| yes \|$/m,
  );
  expect(page).toMatch(/^\| secrets\.putAcl \| .* \| no \|$/m);
  expect(page).toMatch(/^\| secrets\.listAcls \| .* \| `secrets:read` \| {2}\| no \|$/m);
  expect(page).toMatch(/^\| currentUser\.me \| `GET [^|]*` \| {2}\| {2}\| no \|$/m);
  expect(page).toMatch(/^\| audit\.list \| .* \| own \| no \|$/m);
});

test('an operation that is built and not declared is a mistake', () => {
  expect(() => coveragePage(new Set(['shares.fly']))).toThrow('Built, and not in the contract: shares.fly.');
});
