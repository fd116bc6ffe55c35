import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { DeltaError, type DeltaErrorCode } from '../errors.ts';
import type { DatabaseLimits } from './database.ts';
import type { Job, JobError, JobMessage, JobReply, JobResults } from './jobs.ts';

/** Milliseconds without a job after which the process is let go. */
const idleTime = 60_000;

interface PendingJob {
  readonly resolve: (value: JobResults[Job['kind']]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A child process that works on jobs. It starts with the first job, ends when there have been none for a while, and
 * starts again after it died; a death fails the jobs that it was at, nothing else.
 */
export class WorkerProcess {
  readonly #limits: DatabaseLimits;
  readonly #pending = new Map<number, PendingJob>();
  #child: ChildProcess | undefined;
  #lastId = 0;
  #idle: NodeJS.Timeout | undefined;
  #closed = false;

  /** @param limits for the jobs that read snapshots; a replay brings its own */
  constructor(limits: DatabaseLimits) {
    this.#limits = limits;
  }

  /**
   * Runs a job.
   *
   * @param timeout milliseconds, after which the process is killed; without one it may take forever
   * @throws DeltaError what the job throws; TOO_LARGE on timeout; REPLAY_FAILED when the process dies, has a bug or no disk to
   *   write to, which the cause then tells
   */
  run<J extends Job>(job: J, timeout?: number): Promise<JobResults[J['kind']]> {
    if (this.#closed) return Promise.reject(new DeltaError('REPLAY_FAILED', 'The snapshots have been closed'));
    const child = this.#start();
    const message: JobMessage = { id: ++this.#lastId, job };
    const result = new Promise<JobResults[Job['kind']]>((resolve, reject) => {
      this.#pending.set(message.id, { resolve, reject });
      child.send(message, error => {
        if (error === null || !this.#pending.has(message.id)) return;
        const lost = new DeltaError('REPLAY_FAILED', 'The process that reads Delta logs is gone', { cause: error });
        this.#settle(message.id, reject, lost);
      });
    });
    const timer = timeout === undefined ? undefined : setTimeout(() => this.#expire(message.id, timeout), timeout);
    // The reply to a job carries the result of its kind: worker.ts is typed so.
    return (result as Promise<JobResults[J['kind']]>).finally(() => clearTimeout(timer));
  }

  /** The process id while the process runs, for tests that kill it. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Ends the process, and with it all jobs. There are no more after this. */
  async close(): Promise<void> {
    this.#closed = true;
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise(resolve => child.once('exit', resolve));
    child.ref();
    child.kill('SIGKILL');
    await ended;
  }

  #start(): ChildProcess {
    clearTimeout(this.#idle);
    if (this.#child !== undefined) {
      this.#child.ref();
      this.#child.channel?.ref();
      return this.#child;
    }
    const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    const child = fork(
      fileURLToPath(new URL(`./worker.${extension}`, import.meta.url)),
      [JSON.stringify(this.#limits)],
      {
        env: workerEnvironment,
        execArgv: [...conditionFlags(process.execArgv), '--max-old-space-size=256', '--expose-gc'],
        serialization: 'advanced',
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      },
    );
    child.on('message', (reply: JobReply) => this.#receive(reply));
    child.once('error', ({ code }: NodeJS.ErrnoException) => this.#end(child, `could not be started (${code})`));
    child.once('exit', (code, signal) =>
      this.#end(child, signal === null ? `ended with code ${code}` : `was ended by ${signal}`),
    );
    this.#child = child;
    return child;
  }

  #receive(reply: JobReply): void {
    const pending = this.#pending.get(reply.id);
    if (pending === undefined) return;
    if ('value' in reply) this.#settle(reply.id, pending.resolve, reply.value);
    else this.#settle(reply.id, pending.reject, toDeltaError(reply.error));
  }

  #settle<V>(id: number, settle: (value: V) => void, value: V): void {
    this.#pending.delete(id);
    if (this.#pending.size === 0) this.#rest();
    settle(value);
  }

  /** Without jobs the process neither keeps this one alive nor stays forever. */
  #rest(): void {
    const child = this.#child;
    child?.unref();
    child?.channel?.unref();
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => {
      // It ends by itself; a job that comes meanwhile gets another process.
      this.#child = undefined;
      child?.disconnect();
    }, idleTime).unref();
  }

  #expire(id: number, timeout: number): void {
    const [pending, child] = [this.#pending.get(id), this.#child];
    if (pending === undefined || child === undefined) return;
    const error = new DeltaError('TOO_LARGE', `Reading the log takes more than ${timeout / 1000} seconds`);
    this.#settle(id, pending.reject, error);
    child.kill('SIGKILL');
    this.#end(child, 'was stuck');
  }

  #end(child: ChildProcess, how: string): void {
    if (this.#child !== child) return;
    this.#child = undefined;
    clearTimeout(this.#idle);
    const lost = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of lost) reject(new DeltaError('REPLAY_FAILED', `The process that reads Delta logs ${how}`));
  }
}

/** What a worker throws without a code may name files of this machine, which are nobody's business but its owner's. */
function toDeltaError({ code, message }: JobError): DeltaError {
  if (code === undefined) {
    const reason = 'for a reason that does not lie in the table';
    return new DeltaError('REPLAY_FAILED', `Reading the log failed ${reason}`, { cause: new Error(message) });
  }
  // The worker only sends the codes of its own DeltaErrors.
  return new DeltaError(code as DeltaErrorCode, message);
}

/** Nothing of this process's environment: it holds secrets, and the worker reads files of strangers. */
const workerEnvironment = {
  TZ: 'UTC',
  // The C library keeps what is freed for later. Windows of a scan come and go by megabytes, and should go.
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: '131072',
  MALLOC_TRIM_THRESHOLD_: '131072',
};

/**
 * The flags of this process that decide which files an import finds. Others are not for a worker: `--eval` and `--test`
 * would run the whole program in it, which starts workers.
 */
export function conditionFlags(execArgv: readonly string[]): readonly string[] {
  return execArgv.flatMap((flag, index) => {
    if (flag.startsWith('--conditions=') || /^-C./.test(flag)) return [flag];
    const value = execArgv[index + 1];
    return (flag === '--conditions' || flag === '-C') && value !== undefined ? [`--conditions=${value}`] : [];
  });
}
