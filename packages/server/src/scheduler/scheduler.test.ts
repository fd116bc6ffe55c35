import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Job, Scheduler } from './scheduler.ts';

const logged: unknown[] = [];
const log = { error: (...facts: unknown[]) => void logged.push(facts) };

/** A run that ends when the test says so. */
const gate = () => {
  const runs: (() => void)[] = [];
  const run = () => new Promise<void>(resolve => runs.push(resolve));
  return { run, started: () => runs.length, open: () => runs.at(-1)?.() };
};

describe('the scheduler', () => {
  let scheduler: Scheduler | undefined;
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    logged.length = 0;
  });
  afterEach(async () => {
    vi.useRealTimers();
    await scheduler?.stop();
  });
  const schedule = (...jobs: Job[]): Scheduler => {
    scheduler = new Scheduler(jobs, log);
    return scheduler;
  };

  it('runs nothing before it starts, then each job at its time', async () => {
    const run = vi.fn(async () => {});
    const early = vi.fn(async () => {});
    const it = schedule({ name: 'late', every: 1000, run }, { name: 'early', every: 1000, first: 0, run: early });
    await vi.advanceTimersByTimeAsync(5000);
    expect([run, early].map(({ mock }) => mock.calls.length)).toEqual([0, 0]);
    it.start();
    await vi.advanceTimersByTimeAsync(999);
    expect([run, early].map(({ mock }) => mock.calls.length)).toEqual([0, 1]);
    await vi.advanceTimersByTimeAsync(2001);
    expect([run, early].map(({ mock }) => mock.calls.length)).toEqual([3, 4]);
  });

  it('never begins a run before the last one has ended', async () => {
    const { run, started, open } = gate();
    schedule({ name: 'slow', every: 10, run }).start();
    await vi.advanceTimersByTimeAsync(1000);
    expect(started()).toBe(1);
    open();
    await vi.advanceTimersByTimeAsync(9);
    expect(started()).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(started()).toBe(2);
  });

  it('logs what a run throws, and runs it again', async () => {
    const run = vi.fn(async () => {
      throw new Error('no disk');
    });
    schedule({ name: 'broken', every: 10, run }).start();
    await vi.advanceTimersByTimeAsync(20);
    expect(run).toHaveBeenCalledTimes(2);
    expect(logged).toEqual(Array(2).fill([{ err: new Error('no disk'), job: 'broken' }, 'a job failed']));
  });

  it('runs a job by hand, after the run that is under way', async () => {
    const { run, started, open } = gate();
    const it = schedule({ name: 'slow', every: 10, run });
    const [first, second] = [it.run('slow'), it.run('slow')];
    expect(started()).toBe(1);
    open();
    await first;
    await Promise.resolve();
    expect(started()).toBe(2);
    open();
    await second;
    await expect(it.run('other')).rejects.toThrow('no job other');
  });

  it('stops: tells the run that is under way, and begins no other', async () => {
    let told: AbortSignal | undefined;
    const run = vi.fn(
      (signal: AbortSignal) =>
        new Promise<void>(resolve => {
          told = signal;
          signal.addEventListener('abort', () => resolve());
        }),
    );
    const it = schedule({ name: 'slow', every: 10, first: 0, run });
    it.start();
    await vi.advanceTimersByTimeAsync(5);
    vi.useRealTimers();
    await it.stop();
    expect(told?.aborted).toBe(true);
    await it.run('slow');
    await setTimeout(30);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('does not wait for ever for a run that does not end', async () => {
    vi.useRealTimers();
    const { run, open } = gate();
    const it = schedule({ name: 'stuck', every: 10, run });
    const stuck = it.run('stuck');
    const begun = performance.now();
    await it.stop();
    expect(performance.now() - begun).toBeLessThan(2000);
    open();
    await stuck;
  });

  it('refuses two jobs of one name', () => {
    const job = { name: 'twin', every: 1, run: async () => {} };
    expect(() => new Scheduler([job, job], log)).toThrow('same name');
  });
});
