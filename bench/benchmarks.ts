import type { Benchmark } from './benchmark.ts';
import { listShares } from './calls/list-shares.ts';
import { recipientsGet } from './calls/recipients-get.ts';
import { sdkCall, sdkCallsInFlight } from './calls/sdk-call.ts';
import { startMemory, startTime } from './calls/start.ts';
import { coldQuery } from './tables/cold-query.ts';
import { coldSnapshot } from './tables/cold-snapshot.ts';
import { firstLine } from './tables/first-line.ts';
import { slowClientMemory } from './tables/slow-client-memory.ts';
import { tableGrowth } from './tables/table-growth.ts';
import { warmQuery } from './tables/warm-query.ts';

/** Every benchmark, in the order in which they run and are shown. */
export const benchmarks: readonly Benchmark[] = [
  coldSnapshot,
  coldQuery,
  warmQuery,
  slowClientMemory,
  firstLine,
  tableGrowth,
  listShares,
  recipientsGet,
  sdkCall,
  sdkCallsInFlight,
  startTime,
  startMemory,
];
