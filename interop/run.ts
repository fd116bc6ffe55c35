import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startWorkspace, type WorkspaceProcess } from '../tools/workspace-process.ts';
import { ensureGoProgram } from './go-program.ts';
import { requireJars } from './jars.ts';
import { requireJava } from './java.ts';
import { ensurePython } from './python-environment.ts';
import { runCommand } from './run-command.ts';
import { cratesOf, ensureRustProgram } from './rust-program.ts';
import { type ClientShard, listShards, type ProgramShard, type Shard, selectShards } from './shards.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Ends what runs when the developer or CI gives up. */
const interrupted = new AbortController();

/** A self-signed certificate for 127.0.0.1, so that it is its own authority. */
const certificate = here('../packages/server/src/testing/test-only-certificate.pem');
const certificateKey = here('../packages/server/src/testing/test-only-key.pem');

/** What a shard's tests run with. */
interface Equipment {
  readonly python: string;
  /** Folders of programs. */
  readonly path: readonly string[];
  /** Variables that name jars. */
  readonly jars: NodeJS.ProcessEnv;
}

/** The tests know nothing but the profile file: no setting of the developer's own reaches the client. */
const testEnvironment = (
  { tls }: ClientShard,
  { path, jars }: Equipment,
  { configFile, scratch }: WorkspaceProcess,
): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(DATABRICKS|BOATHOUSE|ARM|TF)_/.test(name))),
  ...(tls ? { REQUESTS_CA_BUNDLE: certificate, CURL_CA_BUNDLE: certificate } : {}),
  ...jars,
  DATABRICKS_CONFIG_FILE: configFile,
  PATH: [...path, process.env['PATH']].join(delimiter),
  TMPDIR: scratch,
  NO_PROXY: '127.0.0.1,localhost',
  PYTHONDONTWRITEBYTECODE: '1',
  PYTHONUNBUFFERED: '1',
});

/** The last lines of a log: enough to see what went wrong. */
const tail = (log: string): string => log.trimEnd().split('\n').slice(-30).join('\n');

const runTests = async (
  shard: ClientShard,
  equipment: Equipment,
  workspace: WorkspaceProcess,
  signal: AbortSignal,
): Promise<boolean> => {
  const args = [here('run_tests.py'), here(shard.folder), ...shard.packages];
  const env = testEnvironment(shard, equipment, workspace);
  const { code } = await runCommand(equipment.python, args, { env, signal, show: true });
  if (code !== 0) process.stdout.write(`What the workspace logged last:\n${tail(workspace.log())}\n`);
  return code === 0;
};

const equip = async (shard: ClientShard, signal: AbortSignal): Promise<Equipment> => {
  const jars = shard.jars && { [shard.jars.variable]: requireJars(shard.jars.variable, shard.jars.content) };
  const path: string[] = [];
  for (const program of shard.programs) {
    const isRust = 'crates' in program;
    path.push(await (isRust ? ensureRustProgram(program, signal) : ensureGoProgram(program, signal)));
    process.stdout.write(isRust ? `${cratesOf(program).join(', ')}\n` : `${program.name} ${program.version}\n`);
  }
  if (shard.java !== undefined) process.stdout.write(`Java ${await requireJava(shard.java, signal)}\n`);
  return { python: await ensurePython(shard, new Date().toISOString().slice(0, 10), signal), path, jars: jars ?? {} };
};

/** Gives whether everything passed, the clean end of the workspace included. */
const runClient = async (shard: ClientShard, signal: AbortSignal): Promise<boolean> => {
  const equipment = await equip(shard, signal);
  const config = shard.config === undefined ? [] : ['--config', here(`${shard.folder}/${shard.config}`)];
  const tls = shard.tls ? ['--tls-cert', certificate, '--tls-key', certificateKey] : [];
  const workspace = await startWorkspace(signal, { flags: [...config, ...tls] });
  let passed = false;
  try {
    passed = await runTests(shard, equipment, workspace, signal);
  } finally {
    await workspace.stop();
  }
  return passed;
};

const runProgram = async ({ program: [file, ...args] }: ProgramShard, signal: AbortSignal): Promise<boolean> => {
  const words = ['--conditions=@boathouse/source', here(file), ...args];
  const { code } = await runCommand(process.execPath, words, { env: process.env, signal, show: true });
  return code === 0;
};

/** Runs a shard. Gives whether everything passed. */
const runShard = (shard: Shard): Promise<boolean> => {
  const signal = AbortSignal.any([interrupted.signal, AbortSignal.timeout(shard.seconds * 1000)]);
  return 'program' in shard ? runProgram(shard, signal) : runClient(shard, signal);
};

const explain = (error: unknown, shard: Shard): string => {
  if (!(error instanceof Error)) return String(error);
  return error.name === 'TimeoutError' ? `It did not end within ${shard.seconds} seconds.` : error.message;
};

const report = async (shard: Shard): Promise<boolean> => {
  const begun = performance.now();
  process.stdout.write(`\n── ${shard.name}\n`);
  const passed = await runShard(shard).catch((error: unknown) => {
    process.stdout.write(`${explain(error, shard)}\n`);
    return false;
  });
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  process.stdout.write(`${passed ? 'ok  ' : 'FAIL'} ${shard.name} (${seconds} s)\n`);
  return passed;
};

/** Runs the shards that are named, one after the other, so that each has the machine to itself. */
const run = async (names: readonly string[]): Promise<boolean> => {
  const { selected, unknown } = selectShards(names);
  if (names.length === 0 || unknown.length > 0) {
    process.stdout.write(`${unknown.length === 0 ? '' : `Unknown: ${unknown.join(', ')}.\n`}${listShards()}`);
    return unknown.length === 0;
  }
  const failed: string[] = [];
  for (const shard of selected) {
    if (interrupted.signal.aborted || !(await report(shard))) failed.push(shard.name);
  }
  process.stdout.write(`\nShards: ${selected.length - failed.length} passed, ${failed.length} failed\n`);
  return failed.length === 0;
};

for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.once(name, () => interrupted.abort(new Error(`Ended by ${name}.`)));
}
process.exitCode = (await run(process.argv.slice(2))) ? 0 : 1;
