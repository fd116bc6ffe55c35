/** Figures of one side of a benchmark, one for each round. */
export interface Side {
  /** What was measured: `Boathouse`, or the peer with its version. */
  readonly who: string;
  readonly figures: readonly number[];
  /** How many files, calls or other things a figure covers; needed where sides are compared by growth. */
  readonly count?: number;
}

/** What one run of a benchmark found. */
export interface Outcome {
  /** What a figure is: `s`, `ms`, `MB`, `answers/s`. */
  readonly unit: string;
  /** Boathouse first, then its peers. */
  readonly sides: readonly Side[];
  /**
   * How sides are held against the first: by `ratio` (the default), by `difference`, or by `growth`, when they are one
   * work in several sizes and what counts is what one thing costs.
   */
  readonly compare?: 'ratio' | 'difference' | 'growth';
  /** Whether the goal is met, by the medians; absent where there is no goal. */
  readonly met?: boolean;
  /** What else was seen that a reader needs to judge the figures: sizes, counts that both sides agreed on. */
  readonly remarks?: readonly string[];
}

/** How a benchmark is run. */
export interface RunOptions {
  /** Fewer rounds of smaller work, to see that it runs: the figures say little. */
  readonly quick: boolean;
}

/** One question, answered by Boathouse and its peer in the same run, round by round. */
export interface Benchmark {
  /** What `npm run bench -- NAME` calls it. */
  readonly name: string;
  /** The work that is timed, in a sentence. */
  readonly title: string;
  /** The goal that it is held against, in words. */
  readonly goal?: string;
  /** What a reader should know besides: how the peer is set up, why a goal is missed. */
  readonly note?: string;
  run(options: RunOptions): Promise<Outcome>;
}
