import { expect, it } from 'vitest';
import type { Benchmark, Outcome } from '../../bench/benchmark.ts';
import { benchmarksPage } from './benchmarks-page.ts';

const benchmark: Benchmark = {
  name: 'hauling',
  title: 'Hauls a boat out.',
  goal: 'at most 1.0 × the time',
  note: 'By hand.',
  run: () => Promise.reject(new Error('not here')),
};
const machine = { cpu: 'Abacus', cores: 2, memoryGiB: 4, node: 'v24.0.0' };

const pageOf = (outcome: Outcome): string =>
  benchmarksPage([{ benchmark, result: { date: '2026-01-02', machine, outcome } }]);

const outcome: Outcome = {
  unit: 's',
  sides: [
    { who: 'Boathouse', figures: [2, 1, 9] },
    { who: 'Crane', figures: [4, 3, 5] },
  ],
  met: true,
  remarks: ['one boat'],
};

it('shows medians, how they compare, the goal, the machine and the command', () => {
  const page = pageOf(outcome);
  expect(page).toContain('| | median | Boathouse ÷ this | least – greatest |');
  expect(page).toContain('| Boathouse | 2.00 s |  | 1.00 – 9.00 |');
  expect(page).toContain('| Crane | 4.00 s | 0.500 × | 3.00 – 5.00 |');
  expect(page).toContain('Goal: at most 1.0 × the time: **met**.');
  expect(page).toContain('- one boat\n- 3 rounds; 2026-01-02, Abacus, 2 cores, 4 GiB, Node v24.0.0');
  expect(page).toContain('By hand.\n\n`npm run bench -- hauling`');
});

it('says plainly that a goal is missed, or was not measured', () => {
  expect(pageOf({ ...outcome, met: false })).toContain('| [hauling](#hauling) | at most 1.0 × the time | MISSED |');
  const { met: _, ...open } = outcome;
  expect(pageOf(open)).toContain('**not measured**');
  const page = benchmarksPage([{ benchmark, result: undefined }]);
  expect(page).toContain('No run of it has been saved.');
  expect(page).toContain('| not run |');
});

it('compares by difference, and by what one thing costs, where the outcome asks for it', () => {
  expect(pageOf({ ...outcome, unit: 'MB', compare: 'difference' })).toContain('| Crane | 4.00 MB | −2.00 MB |');
  const sides = outcome.sides.map(side => ({ ...side, count: 1_000 }));
  expect(pageOf({ ...outcome, sides, compare: 'growth' })).toContain('| Crane | 4.00 s | 4,000 µs |');
});
