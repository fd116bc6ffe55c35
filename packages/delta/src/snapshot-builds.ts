import { DeltaError } from './errors.ts';
import type { SnapshotLease, SnapshotStore } from './snapshot-store.ts';

/** Milliseconds for which what could not be made is not tried again. */
const failureTime = 5_000;

/** Makes what is missing in a store: each thing once, however many ask for it meanwhile. */
export class SnapshotBuilds<M> {
  readonly #store: SnapshotStore<M>;
  readonly #running = new Map<string, Promise<void>>();

  constructor(store: SnapshotStore<M>) {
    this.#store = store;
  }

  /**
   * What is stored under a name, for use.
   *
   * @param build makes it and adds it to the store; a failure because of the table is remembered for a while
   * @throws DeltaError TOO_LARGE when it is evicted again before it can be used; whatever `build` throws
   */
  async lease(name: string, build: () => Promise<void>): Promise<SnapshotLease<M>> {
    for (let attempt = 0; attempt < 3; attempt++) {
      const lease = this.#store.lease(name);
      if (lease !== undefined) return lease;
      await this.#once(name, build);
    }
    throw new DeltaError('TOO_LARGE', 'The snapshot cache is too small for the tables that are read from it');
  }

  /** Ends when nothing is being made any more. */
  async settle(): Promise<void> {
    await Promise.allSettled(this.#running.values());
  }

  #once(name: string, build: () => Promise<void>): Promise<void> {
    const running = this.#running.get(name);
    if (running !== undefined) return running;
    const made = build();
    this.#running.set(name, made);
    const forget = () => this.#running.delete(name);
    made.then(forget, error => (error instanceof DeltaError ? setTimeout(forget, failureTime).unref() : forget()));
    return made;
  }
}
