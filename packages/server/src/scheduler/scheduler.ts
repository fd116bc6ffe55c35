import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';

/** Something that is done again and again while the workspace runs. */
export interface Job {
  /** Names it in the log, and for a test to run it by hand. */
  readonly name: string;
  /** Milliseconds from the end of a run to the beginning of the next. */
  readonly every: number;
  /** Milliseconds from the start of the workspace to the first run. Default: `every`. */
  readonly first?: number;
  /** `signal` fires when the workspace ends: a run that takes long then stops where it can. */
  readonly run: (signal: AbortSignal) => Promise<void>;
}

/** What the scheduler waits with. Tests hand in their own. */
export interface Timers {
  readonly set: (action: () => void, milliseconds: number) => NodeJS.Timeout;
  readonly clear: (timer: NodeJS.Timeout) => void;
}

const systemTimers: Timers = {
  // A job that waits for its time keeps no process alive.
  set: (action, milliseconds) => setTimeout(action, milliseconds).unref(),
  clear: timer => clearTimeout(timer),
};

/** `setTimeout` takes no longer time than this. */
const longest = 2 ** 31 - 1;

/** How long the end waits for runs that are under way, in milliseconds. */
const patience = 500;

/** Runs jobs by the clock. It knows nothing of what they do. */
export class Scheduler {
  readonly #jobs: ReadonlyMap<string, Job>;
  readonly #log: Pick<Logger, 'error'>;
  readonly #timers: Timers;
  readonly #waiting = new Map<string, NodeJS.Timeout>();
  readonly #running = new Map<string, Promise<void>>();
  readonly #ended = new AbortController();

  /** @throws Error when two jobs have the same name */
  constructor(jobs: readonly Job[], log: Pick<Logger, 'error'>, timers: Timers = systemTimers) {
    this.#jobs = new Map(jobs.map(job => [job.name, job]));
    if (this.#jobs.size < jobs.length) throw new Error('Two jobs have the same name.');
    this.#log = log;
    this.#timers = timers;
  }

  /** Begins to run the jobs. */
  start(): void {
    for (const job of this.#jobs.values()) this.#schedule(job, job.first ?? job.every);
  }

  /**
   * Runs a job now: after the run that is under way, where there is one. A failure is logged, as it always is.
   *
   * @throws Error when there is no such job
   */
  async run(name: string): Promise<void> {
    const job = this.#jobs.get(name);
    if (job === undefined) throw new Error(`There is no job ${name}.`);
    while (this.#running.has(name)) await this.#running.get(name);
    await this.#run(job);
  }

  /** Ends: nothing is begun any more, and runs that are under way get a moment to end. */
  async stop(): Promise<void> {
    this.#ended.abort();
    for (const timer of this.#waiting.values()) this.#timers.clear(timer);
    this.#waiting.clear();
    const patient = new AbortController();
    await Promise.race([
      Promise.all(this.#running.values()),
      wait(patience, undefined, { signal: patient.signal }).catch(() => undefined),
    ]);
    patient.abort();
  }

  #schedule(job: Job, milliseconds: number): void {
    if (this.#ended.signal.aborted) return;
    const timer = this.#timers.set(
      () => void this.run(job.name).then(() => this.#schedule(job, job.every)),
      Math.min(milliseconds, longest),
    );
    this.#waiting.set(job.name, timer);
  }

  async #run(job: Job): Promise<void> {
    if (this.#ended.signal.aborted) return;
    const running = job
      .run(this.#ended.signal)
      .catch(error => this.#log.error({ err: error, job: job.name }, 'a job failed'))
      .finally(() => this.#running.delete(job.name));
    this.#running.set(job.name, running);
    await running;
  }
}
