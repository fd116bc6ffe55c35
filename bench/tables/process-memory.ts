import { readdirSync, readFileSync } from 'node:fs';

interface ProcessFacts {
  readonly id: number;
  readonly parent: number;
  /** Bytes. */
  readonly resident: number;
}

/** What Linux tells of a process; undefined when it has ended meanwhile. */
const factsOf = (id: number): ProcessFacts | undefined => {
  try {
    const status = readFileSync(`/proc/${id}/status`, 'utf8');
    const field = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
    return { id, parent: field('PPid'), resident: field('VmRSS') * 1024 };
  } catch {
    return undefined;
  }
};

/**
 * The resident memory of a process and of all that it started, in bytes; pages that they share count for each.
 *
 * @throws Error on systems without `/proc`
 */
export const residentMemory = (root: number): number => {
  const processes = readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(name => factsOf(Number(name)) ?? []);
  const own = (id: number): number =>
    processes.filter(({ parent }) => parent === id).reduce((sum, child) => sum + child.resident + own(child.id), 0);
  return (processes.find(({ id }) => id === root)?.resident ?? 0) + own(root);
};

/** Watches that memory until it is told to stop. */
export const watchMemory = (root: number): { stop(): number } => {
  let peak = residentMemory(root);
  const look = () => {
    peak = Math.max(peak, residentMemory(root));
  };
  const timer = setInterval(look, 50);
  return {
    /** @returns the most that was seen, in bytes */
    stop: () => {
      clearInterval(timer);
      look();
      return peak;
    },
  };
};
