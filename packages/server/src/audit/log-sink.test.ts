import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { completeConfig } from '../config.ts';
import { type OpenWorkspace, openWorkspace } from '../open-workspace.ts';
import { auditEntry, writeBatch } from '../testing/audit-records.ts';

interface Line {
  readonly request_params: { readonly name: string };
}

describe('the audit log', () => {
  let folder: string;
  let file: string;
  const opened: OpenWorkspace[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'boathouse-sink-'));
    file = join(folder, 'audit.jsonl');
  });
  afterEach(async () => {
    for (const workspace of opened.splice(0)) await workspace.close();
    rmSync(folder, { recursive: true });
  });

  const open = async (audit_log: string | undefined = file, stdout = new PassThrough()): Promise<OpenWorkspace> => {
    const setting = audit_log === '' ? {} : { audit_log };
    const config = completeConfig({ data: join(folder, 'data'), log_level: 'silent', ...setting });
    const workspace = await openWorkspace(config, { stdout });
    opened.push(workspace);
    return workspace;
  };
  const close = async (workspace: OpenWorkspace): Promise<void> => {
    opened.splice(opened.indexOf(workspace), 1);
    await workspace.close();
  };
  const write = (workspace: OpenWorkspace, ...names: string[]) =>
    Promise.all(names.map(name => workspace.audit.trail.append(auditEntry(workspace, { parameters: { name } }))));
  const flush = async (workspace: OpenWorkspace) => {
    await workspace.scheduler.run('audit-seal');
    await workspace.scheduler.run('audit-log');
  };
  const namesIn = (path = file) =>
    readFileSync(path, 'utf8')
      .trimEnd()
      .split('\n')
      .map(line => (JSON.parse(line) as Line).request_params.name);

  it('has each record as one line in Databricks’ shape, in order', async () => {
    const workspace = await open();
    await workspace.scheduler.run('audit-log');
    await write(workspace, 'a', 'b');
    await flush(workspace);
    await write(workspace, 'c');
    await flush(workspace);
    await workspace.scheduler.run('audit-log');
    expect(namesIn()).toEqual(['a', 'b', 'c']);
    const [line = ''] = readFileSync(file, 'utf8').split('\n');
    expect(JSON.parse(line)).toMatchObject({
      service_name: 'unityCatalog',
      user_identity: { email: 'ann@example.com' },
      response: { status_code: 200 },
    });
  });

  it('gets the last records when the workspace ends, and goes on where it ended', async () => {
    const first = await open();
    await first.scheduler.run('audit-log');
    await write(first, 'a');
    await close(first);
    expect(namesIn()).toEqual(['a']);
    const second = await open();
    await write(second, 'b');
    await flush(second);
    expect(namesIn()).toEqual(['a', 'b']);
  });

  it('begins with what is recorded from its setting on', async () => {
    const before = await open('');
    await writeBatch(before, 2);
    await close(before);
    const workspace = await open();
    await workspace.scheduler.run('audit-log');
    await write(workspace, 'new');
    await flush(workspace);
    expect(namesIn()).toEqual(['new']);
  });

  it('gets everything after a crash, before it was sealed or after', async () => {
    const workspace = await open();
    await workspace.scheduler.run('audit-log');
    await write(workspace, 'sealed');
    await workspace.scheduler.run('audit-seal');
    await write(workspace, 'not sealed');
    // What a crash does: nothing is ended, only the files and the database are let go.
    await workspace.database.close();
    opened.splice(0);
    const config = { ...workspace.config, data: join(folder, 'after') };
    const { cpSync } = await import('node:fs');
    cpSync(workspace.config.data, config.data, { recursive: true });
    const second = await openWorkspace(config);
    opened.push(second);
    await flush(second);
    expect(namesIn()).toEqual(['sealed', 'not sealed']);
    await close(second);
    await workspace.close().catch(() => undefined);
  });

  it('may be moved away at any time, and is made anew', async () => {
    const workspace = await open();
    await workspace.scheduler.run('audit-log');
    await write(workspace, 'a');
    await flush(workspace);
    renameSync(file, `${file}.1`);
    await write(workspace, 'b');
    await flush(workspace);
    expect([namesIn(`${file}.1`), namesIn()]).toEqual([['a'], ['b']]);
  });

  it('begins a new line behind what a crash left of one', async () => {
    const workspace = await open();
    await workspace.scheduler.run('audit-log');
    writeFileSync(file, '{"account_id":"5a36');
    await write(workspace, 'a');
    await flush(workspace);
    const [torn, line = ''] = readFileSync(file, 'utf8').split('\n');
    expect(torn).toBe('{"account_id":"5a36');
    expect((JSON.parse(line) as Line).request_params.name).toBe('a');
  });

  it('waits for a disk that is full, and then has everything', async () => {
    const workspace = await open();
    await workspace.scheduler.run('audit-log');
    rmSync(file);
    const { mkdirSync } = await import('node:fs');
    mkdirSync(file);
    await write(workspace, 'a');
    await flush(workspace);
    rmSync(file, { recursive: true });
    await write(workspace, 'b');
    await flush(workspace);
    expect(namesIn()).toEqual(['a', 'b']);
  });

  it('goes to standard output, and a reader who has stopped keeps nobody waiting', async () => {
    const stdout = new PassThrough({ highWaterMark: 16 });
    const workspace = await open('-', stdout);
    await workspace.scheduler.run('audit-log');
    await write(workspace, 'a');
    await workspace.scheduler.run('audit-seal');
    const writing = workspace.scheduler.run('audit-log');
    await write(workspace, 'b', 'c');
    const texts: string[] = [];
    stdout.setEncoding('utf8').on('data', (text: string) => texts.push(text));
    await writing;
    await flush(workspace);
    const lines = texts.join('').trimEnd().split('\n');
    expect(lines.map(line => (JSON.parse(line) as Line).request_params.name)).toEqual(['a', 'b', 'c']);
  });

  it('does not keep the workspace from ending when its reader has stopped', async () => {
    const workspace = await open('-', new PassThrough({ highWaterMark: 1 }));
    await workspace.scheduler.run('audit-log');
    await write(workspace, 'a');
    const begun = performance.now();
    await close(workspace);
    expect(performance.now() - begun).toBeLessThan(3000);
  });

  it.each(['audit_log', 'audit_anchor'])('is refused at the start where %s cannot be written', async setting => {
    const config = completeConfig({ data: join(folder, 'data'), [setting]: join(folder, 'missing', 'file') });
    await expect(openWorkspace(config)).rejects.toThrow(new RegExp(`^Setting ${setting}: cannot write to the file`));
  });

  it('is not there without its setting', async () => {
    await writeBatch(await open(''), 1);
    expect(existsSync(file)).toBe(false);
  });
});
