const width = 8;

/** Does something with each item, a few at a time. Rejects with the first failure, when all that were begun have ended. */
export const inParallel = async <Item>(
  items: readonly Item[],
  action: (item: Item) => Promise<unknown>,
): Promise<void> => {
  const rest = items.values();
  const work = async () => {
    for (const item of rest) await action(item);
  };
  const ends = await Promise.allSettled(Array.from({ length: width }, work));
  const failed = ends.find(end => end.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
};
