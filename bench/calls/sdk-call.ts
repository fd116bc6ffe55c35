import { WorkspaceClient } from '@boathouse/sdk';
import type { Benchmark, Outcome, RunOptions } from '../benchmark.ts';
import { median } from '../median.ts';
import { progress } from '../progress.ts';
import { startBareFastify } from './bare-peer.ts';

const path = '/api/2.1/unity-catalog/recipients/reader';
const answer = JSON.stringify({
  id: 'a3f1c1de-6f5a-4a57-9d6b-0a6d1f0c2b11',
  name: 'reader',
  authentication_type: 'TOKEN',
  activated: true,
  comment: 'reads the sales of the north',
  tokens: [{ id: '6f5a', expiration_time: 1_795_313_312_245, created_at: 1_763_777_312_245 }],
  created_at: 1_763_777_312_245,
});

type Call = () => Promise<unknown>;

/** Microseconds for each of a number of calls, with so many in flight at a time. */
const timeCalls = async (call: Call, calls: number, inFlight: number): Promise<number> => {
  let left = calls;
  const work = async () => {
    while (left > 0) {
      left -= 1;
      await call();
    }
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: inFlight }, work));
  return ((performance.now() - begun) * 1000) / calls;
};

const measure = async (origin: string, inFlight: number, quick: boolean): Promise<Outcome> => {
  const token = `dapi${'0'.repeat(32)}`;
  const workspace = new WorkspaceClient({ host: origin, token });
  const bySdk = () => workspace.recipients.get({ name: 'reader' });
  const byFetch = async () => {
    const response = await fetch(`${origin}${path}`, { headers: { authorization: `Bearer ${token}` } });
    return response.json();
  };
  if (JSON.stringify(await bySdk()) !== JSON.stringify(await byFetch())) throw new Error('The two differ.');
  const sdk = { who: 'Boathouse SDK', call: bySdk, figures: [] as number[] };
  const bare = { who: 'bare fetch', call: byFetch, figures: [] as number[] };
  const [warmUp, rounds, calls] = quick ? [0, 2, 200] : [2, 11, 2_000];
  for (let round = 1; round <= warmUp + rounds; round += 1) {
    // Whoever comes second finds the garbage of the first.
    for (const side of round % 2 === 0 ? [sdk, bare] : [bare, sdk]) {
      const figure = await timeCalls(side.call, calls, inFlight);
      if (round > warmUp) side.figures.push(figure);
    }
    progress(
      `round ${round}: ${sdk.figures.at(-1)?.toFixed(0) ?? '-'} and ${bare.figures.at(-1)?.toFixed(0) ?? '-'} µs`,
    );
  }
  return {
    unit: 'µs',
    sides: [sdk, bare].map(({ who, figures }) => ({ who, figures })),
    met: median(sdk.figures) <= 1.1 * median(bare.figures),
  };
};

const benchmark = (name: string, inFlight: number, how: string): Benchmark => ({
  name,
  title: `One call of recipients.get by the SDK, ${how}, to a bare handler in another process. The peer sends the same request by fetch and parses the answer.`,
  goal: 'at most 1.1 × its time',
  run: async ({ quick }: RunOptions) => {
    const server = await startBareFastify(path, answer);
    try {
      return await measure(server.origin, inFlight, quick);
    } finally {
      server.stop();
    }
  },
});

/** What the SDK adds to a call that is waited for. */
export const sdkCall: Benchmark = benchmark('sdk-call', 1, 'one after the other');

/** What it adds to calls that are made side by side. */
export const sdkCallsInFlight: Benchmark = benchmark('sdk-calls-in-flight', 16, 'with sixteen in flight');
