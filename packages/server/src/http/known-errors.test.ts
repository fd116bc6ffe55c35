import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../testing/engines.ts';
import { openTestWorkspace, type TestWorkspace } from '../testing/test-workspace.ts';

const shares = '/api/2.1/unity-catalog/shares';

describe.each(engines)('a workspace on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)('that is sent U+0000, which not every database can hold', () => {
    let test: TestWorkspace;
    beforeAll(async () => {
      test = await openTestWorkspace(engine);
    });
    afterAll(() => test.close());

    it('finds nothing by such a name, and says that it is the mistake of the request', async () => {
      const { status } = await test.admin(`GET ${shares}/a%00`);
      expect(status).toBe(engine === 'postgres' ? 400 : 404);
    });

    it('goes on after a change that it could not keep', async () => {
      const { status } = await test.admin(`POST ${shares}`, { name: 'kept', comment: 'a\u0000' });
      expect(status).toBeLessThan(500);
      expect((await test.admin(`POST ${shares}`, { name: 'later' })).status).toBe(200);
    });
  });
});
