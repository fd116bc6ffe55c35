import { listShares } from './list-shares.ts';

/** Every benchmark by name. Each runs beside its peer. */
const benchmarks: Readonly<Record<string, () => Promise<void>>> = { 'list-shares': listShares };

const names = process.argv.slice(2);
const unknown = names.filter(name => benchmarks[name] === undefined);
if (unknown.length > 0) {
  process.stderr.write(
    `There is no benchmark ${unknown.join(', ')}. There are: ${Object.keys(benchmarks).join(', ')}.\n`,
  );
  process.exitCode = 1;
} else {
  for (const [name, run] of Object.entries(benchmarks)) {
    if (names.length === 0 || names.includes(name)) await run();
  }
}
