/** How far ahead to read. */
export interface Schedule<Source> {
  /** Whether the next source may begin beside those that run; never asked when none does. */
  mayBegin(running: readonly Source[]): boolean;
  /** Whether the next item of a source may be asked for before the one that came is used up. */
  mayLookAhead(): boolean;
  /** A source has given its last item, and it was used up. */
  onEnd(source: Source): void;
}

/** A source that has begun: its next item is here or on its way. */
interface Lane<Source, Item> {
  readonly source: Source;
  readonly items: AsyncGenerator<Item>;
  next: Promise<IteratorResult<Item>> | undefined;
}

/** The source that comes next, or why there is none. */
type Arrival<Source> =
  | { readonly kind: 'source'; readonly source: Source }
  | { readonly kind: 'end' }
  | { readonly kind: 'failure'; readonly error: unknown };

/**
 * Reads several sources at once and gives their items in the order of the sources. Each is one item ahead of its turn at
 * most. A failure shows when its turn comes, after all items before it. Leaving the loop early ends the sources; a source that
 * is waiting for something is not waited for, so abort what it waits for.
 *
 * @param sources the next one is asked for when the schedule lets it begin
 */
export async function* readAhead<Source, Item>(
  sources: AsyncGenerator<Source>,
  open: (source: Source) => AsyncGenerator<Item>,
  schedule: Schedule<Source>,
): AsyncGenerator<Item> {
  const lanes: Lane<Source, Item>[] = [];
  let arriving: Promise<void> | undefined;
  let last: Arrival<Source> | undefined;

  const arrive = async (): Promise<void> => {
    const arrival = await nextSource(sources);
    arriving = undefined;
    if (arrival.kind === 'source') lanes.push(begin(arrival.source, open));
    else last = arrival;
    invite();
  };
  const invite = (): void => {
    if (arriving !== undefined || last !== undefined) return;
    if (lanes.length > 0 && !schedule.mayBegin(lanes.map(lane => lane.source))) return;
    arriving = arrive();
  };

  try {
    invite();
    for (;;) {
      const [lane] = lanes;
      if (lane === undefined) {
        if (last?.kind === 'failure') throw last.error;
        if (last?.kind === 'end') return;
        await arriving;
        continue;
      }
      const { value, done } = await (lane.next ?? lane.items.next());
      if (done) {
        lanes.shift();
        schedule.onEnd(lane.source);
        invite();
        continue;
      }
      lane.next = schedule.mayLookAhead() ? quietly(lane.items.next()) : undefined;
      yield value;
    }
  } finally {
    for (const lane of lanes) void quietly(lane.items.return(undefined));
    void quietly(sources.return(undefined));
  }
}

async function nextSource<Source>(sources: AsyncGenerator<Source>): Promise<Arrival<Source>> {
  try {
    const { value, done } = await sources.next();
    return done ? { kind: 'end' } : { kind: 'source', source: value };
  } catch (error) {
    return { kind: 'failure', error };
  }
}

function begin<Source, Item>(source: Source, open: (source: Source) => AsyncGenerator<Item>): Lane<Source, Item> {
  const items = open(source);
  return { source, items, next: quietly(items.next()) };
}

/** A promise that may be awaited later or never. */
function quietly<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
