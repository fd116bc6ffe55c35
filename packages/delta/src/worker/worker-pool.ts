import type { DatabaseLimits } from './database.ts';
import { WorkerProcess } from './worker-process.ts';

/** Some worker processes, each of which one task has to itself at a time: a task that kills its worker harms no other. */
export class WorkerPool {
  readonly #workers: readonly WorkerProcess[];
  readonly #free: WorkerProcess[];
  readonly #waiting: ((worker: WorkerProcess) => void)[] = [];

  constructor(size: number, limits: DatabaseLimits) {
    this.#workers = Array.from({ length: size }, () => new WorkerProcess(limits));
    this.#free = [...this.#workers];
  }

  /** Runs a task as soon as a worker is free, in the order of asking. */
  async use<T>(task: (worker: WorkerProcess) => Promise<T>): Promise<T> {
    const worker = this.#free.pop() ?? (await new Promise<WorkerProcess>(resolve => this.#waiting.push(resolve)));
    try {
      return await task(worker);
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free.push(worker);
      else next(worker);
    }
  }

  /** Ends all processes. */
  async close(): Promise<void> {
    await Promise.all(this.#workers.map(worker => worker.close()));
  }
}
