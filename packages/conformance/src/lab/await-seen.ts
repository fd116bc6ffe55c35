import { setTimeout } from 'node:timers/promises';
import { Finding } from '../finding.ts';
import type { Limits } from '../probe.ts';
import { LabError } from './lab-error.ts';

/** Milliseconds between two looks. */
const pause = 200;

/**
 * Looks again and again until a recipient sees what was done: servers may take their time.
 *
 * @param what what was done, as the beginning of a sentence
 * @throws LabError when it is not seen within the timeout
 */
export const awaitSeen = async (limits: Limits, what: string, look: () => Promise<boolean>): Promise<void> => {
  const end = performance.now() + limits.timeout;
  for (let problem = ''; ; ) {
    try {
      if (await look()) return;
    } catch (error) {
      if (!(error instanceof Finding)) throw error;
      problem = ` ${error.message}`;
    }
    if (performance.now() > end) {
      throw new LabError(`${what}, and ${limits.timeout} ms later the recipient does not see it.${problem}`);
    }
    await setTimeout(pause);
    limits.signal?.throwIfAborted();
  }
};
