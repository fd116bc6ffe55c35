import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let temporary: string;
let child: ChildProcess | undefined;

beforeEach(() => {
  temporary = mkdtempSync(join(tmpdir(), 'boathouse-process-'));
});

afterEach(() => {
  child?.kill('SIGKILL');
  rmSync(temporary, { recursive: true, force: true });
});

const samples = fileURLToPath(new URL('../../../examples/data', import.meta.url));

const preamble = `
  import { startWorkspace } from '${new URL('./index.ts', import.meta.url)}';
  const workspace = await startWorkspace({ localRoots: ['${samples}'] });
  const call = async (path, body) => {
    const headers = { authorization: 'Bearer ' + workspace.token };
    const response = await fetch(workspace.host + path, { headers, ...(body && { method: 'POST', body: JSON.stringify(body) }) });
    if (!response.ok) throw new Error(await response.text());
    return response.json();
  };
`;

/** Registers a table: the workspace starts a process of its own to read the table's log. */
const readTable = `
  await call('/api/2.1/unity-catalog/tables', {
    catalog_name: 'main', schema_name: 'default', name: 'airlines',
    table_type: 'EXTERNAL', data_source_format: 'DELTA', storage_location: 'file://${samples}/airlines',
  });
`;

/** How a process ended, and what it printed. */
interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program that has a workspace, whose temporary files go to the test's folder; signals it once it says `ready`. */
const run = (program: string, signal?: NodeJS.Signals): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const file = join(temporary, 'program.mjs');
    writeFileSync(file, preamble + program);
    const started = spawn(process.execPath, ['--conditions=@boathouse/source', file], {
      env: { ...process.env, TMPDIR: temporary },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    let stdout = '';
    let stderr = '';
    started.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    started.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      if (signal !== undefined && stdout.endsWith('ready\n')) started.kill(signal);
    });
    started.once('error', reject);
    started.once('close', (code, endedBy) => resolve({ code, signal: endedBy, stdout, stderr }));
  });

const remains = () => readdirSync(temporary).filter(name => name.startsWith('boathouse-'));

describe('a process with a workspace for tests', () => {
  it('ends by itself after the workspace is stopped, and leaves nothing', async () => {
    const ended = await run(`${readTable} await workspace.stop();`);
    expect(ended).toEqual({ code: 0, signal: null, stdout: '', stderr: '' });
    expect(remains()).toEqual([]);
  });

  it('leaves nothing when it ends without stopping the workspace', async () => {
    expect(await run('process.exit(7);')).toMatchObject({ code: 7 });
    expect(remains()).toEqual([]);
  });

  it('leaves nothing when an error ends it', async () => {
    const ended = await run(`${readTable} throw new Error('unforeseen');`);
    expect(ended).toMatchObject({ code: 1, stderr: expect.stringContaining('Error: unforeseen') });
    expect(remains()).toEqual([]);
  });

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'is ended by %s as without a workspace, and leaves nothing',
    async signal => {
      const ended = await run("console.log('ready');", signal);
      expect(ended).toMatchObject({ code: null, signal });
      expect(remains()).toEqual([]);
    },
  );

  it('may handle a signal itself, and still has the workspace then', async () => {
    const ended = await run(
      `process.on('SIGTERM', async () => {
         console.log((await call('/api/2.0/preview/scim/v2/Me')).userName);
         await workspace.stop();
         process.exitCode = 3;
       });
       console.log('ready');`,
      'SIGTERM',
    );
    expect(ended).toEqual({ code: 3, signal: null, stdout: 'ready\nadmin@localhost\n', stderr: '' });
    expect(remains()).toEqual([]);
  });

  it('does not listen for signals any more once its workspaces are stopped', async () => {
    const count = "['exit', 'SIGTERM', 'SIGINT', 'SIGHUP'].map(event => process.listenerCount(event)).join()";
    const ended = await run(`
      const other = await startWorkspace();
      await other.stop();
      const during = ${count};
      await workspace.stop();
      console.log(during + ' ' + ${count});
    `);
    const [during = '', after = ''] = ended.stdout.trim().split(' ');
    const less = during
      .split(',')
      .map(Number)
      .map(listeners => listeners - 1);
    expect(after).toBe(less.join());
  });

  it('leaves its folder when it is killed without warning: that is as far as it goes', async () => {
    expect(await run("console.log('ready');", 'SIGKILL')).toMatchObject({ signal: 'SIGKILL' });
    expect(remains()).toHaveLength(1);
    expect(existsSync(join(temporary, remains()[0] ?? '', 'databrickscfg'))).toBe(true);
  });
});
