/** A list that is read as it is needed, or ahead of that. */
export interface Drainable<Item> {
  /** To be read once. */
  readonly items: AsyncGenerator<Item>;
  /** Reads the list to its end, as far as there is room for what was not asked for yet. What fails, fails in `items`. */
  drain(): Promise<void>;
}

/** How many kept items are given before new ones may be waited for. */
const keptAtOnce = 1000;

/**
 * Makes a list drainable.
 *
 * @param room how many items are kept at most
 */
export function drainable<Item>(source: AsyncGenerator<Item>, room: number): Drainable<Item> {
  const kept: Item[] = [];
  let failure: { readonly error: unknown } | undefined;
  let draining: Promise<void> = Promise.resolve();

  const readOn = async (): Promise<void> => {
    try {
      while (kept.length < room) {
        const { value, done } = await source.next();
        if (done) return;
        kept.push(value);
      }
    } catch (error) {
      failure = { error };
    }
  };
  async function* items(): AsyncGenerator<Item> {
    try {
      for (;;) {
        // What is read ahead comes before what follows it.
        await draining;
        if (kept.length > 0) {
          yield* kept.splice(0, keptAtOnce);
          continue;
        }
        if (failure !== undefined) throw failure.error;
        const { value, done } = await source.next();
        if (done) return;
        yield value;
      }
    } finally {
      await source.return(undefined);
    }
  }
  return {
    items: items(),
    drain: () => {
      draining = draining.then(readOn);
      return draining;
    },
  };
}
