/**
 * Reads the first item ahead, so that what fails at once fails before an answer begins. Unlike a generator that nobody has
 * asked for anything yet, the items are ended whenever they are given up.
 *
 * @throws whatever the items throw before the first of them
 */
export const readAhead = async <Item, End>(
  items: AsyncIterable<Item, End>,
): Promise<AsyncIterableIterator<Item, End | undefined>> => {
  const iterator = items[Symbol.asyncIterator]();
  let first: IteratorResult<Item, End> | undefined = await iterator.next();
  const rest: AsyncIterableIterator<Item, End | undefined> = {
    [Symbol.asyncIterator]: () => rest,
    next: async () => {
      const next = first ?? (await iterator.next());
      first = undefined;
      return next;
    },
    return: async () => {
      first = undefined;
      await iterator.return?.();
      return { done: true, value: undefined };
    },
  };
  return rest;
};

/** One item, and then others that were read ahead. They are ended too when nobody asks for more than the one. */
export async function* withFirst<Item, End>(
  first: Item,
  rest: AsyncIterableIterator<Item, End>,
): AsyncGenerator<Item, End> {
  try {
    yield first;
    return yield* rest;
  } finally {
    await rest.return?.();
  }
}
