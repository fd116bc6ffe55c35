import { reasonOf } from './lab-error.ts';

/** What a run has made, so that all of it can be removed. */
export interface MadeThings {
  /**
   * Notes something before it is made: a request that fails here may have been carried out there.
   *
   * @param what as the beginning of a sentence: `The share x`
   * @param remove must not mind that the thing is not there
   * @returns takes the note back: the thing was not made
   */
  add(what: string, remove: () => Promise<void>): () => void;
  /** Removes everything, the newest first. What cannot be removed does not keep the rest, and is told to `onProblem`. */
  removeAll(onProblem: (what: string) => void): Promise<void>;
}

export const createMadeThings = (): MadeThings => {
  const things = new Set<{ readonly what: string; readonly remove: () => Promise<void> }>();
  return {
    add: (what, remove) => {
      const thing = { what, remove };
      things.add(thing);
      return () => void things.delete(thing);
    },
    removeAll: async onProblem => {
      for (const thing of [...things].reverse()) {
        things.delete(thing);
        try {
          await thing.remove();
        } catch (error) {
          onProblem(`${thing.what} is left behind. ${reasonOf(error)}`);
        }
      }
    },
  };
};
