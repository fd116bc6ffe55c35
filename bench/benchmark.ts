/** Figures of one side of a benchmark, one for each round. */
export interface Side {
  /** What was measured: `Boathouse`, or the peer with its version. */
  readonly who: string;
  readonly figures: readonly number[];
}

/** What one run of a benchmark found. */
export interface Outcome {
  /** What a figure is: `s`, `ms`, `MB`, `answers/s`. */
  readonly unit: string;
  /** Boathouse first, then its peers. */
  readonly sides: readonly Side[];
  /** Whether the goal is met, by the medians; absent where there is no goal. */
  readonly met?: boolean;
  /** What else was seen that a reader needs to judge the figures: sizes, counts that both sides agreed on. */
  readonly remarks?: readonly string[];
}

/** One question, answered by Boathouse and its peer in the same run, round by round. */
export interface Benchmark {
  /** What `npm run bench -- NAME` calls it. */
  readonly name: string;
  /** The work that is timed, in a sentence. */
  readonly title: string;
  /** The goal that it is held against, in words. */
  readonly goal?: string;
  run(): Promise<Outcome>;
}
