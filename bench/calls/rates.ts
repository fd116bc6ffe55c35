import type { Side } from '../benchmark.ts';
import { median } from '../median.ts';
import { progress } from '../progress.ts';
import { startLoadGenerator, type Target } from './load.ts';

/** Connections that ask at the same time, each with one request in flight. */
const connections = 32;

/** The answers per second of one target, and how busy the generator was, for each round. */
export interface Rates {
  readonly who: string;
  readonly figures: readonly number[];
  readonly busy: readonly number[];
}

/** A target with the name that it is shown by. */
export interface NamedTarget extends Target {
  readonly who: string;
}

/**
 * Loads targets in turn, round by round, so that what else the machine does falls on all of them alike. Two rounds warm
 * up first: a server that has compiled its hot paths is several times as fast as one that has not.
 */
export const interleavedRates = async (targets: readonly NamedTarget[], quick: boolean): Promise<Rates[]> => {
  const [warmUp, rounds, milliseconds] = quick ? [0, 2, 300] : [2, 7, 3_000];
  const generator = startLoadGenerator();
  const results = targets.map(({ who }) => ({ who, figures: [] as number[], busy: [] as number[] }));
  try {
    for (let round = 1; round <= warmUp + rounds; round += 1) {
      for (const [index, target] of targets.entries()) {
        const { rate, busy } = await generator.run({ ...target, connections, milliseconds });
        progress(`${target.who}: ${rate.toFixed(0)} answers/s`);
        if (round <= warmUp) continue;
        results[index]?.figures.push(rate);
        results[index]?.busy.push(busy);
      }
    }
  } finally {
    generator.stop();
  }
  return results;
};

/** Rates as a benchmark gives them. */
export const sidesOf = (rates: readonly Rates[]): Side[] => rates.map(({ who, figures }) => ({ who, figures }));

/** How a target was loaded, in words: a rate is the server's own while the generator takes less than a whole core. */
export const loadRemarks = (rates: readonly Rates[]): string[] => {
  const shares = rates.map(({ who, busy }) => `${(median(busy) * 100).toFixed(0)} % of a core for ${who}`);
  return [
    `${connections} connections with one request in flight each`,
    `the load generator, a process of its own, took ${shares.join(', ')}`,
  ];
};
