import { spawn } from 'node:child_process';

/** What `npm run check` holds the repository to, cheapest first. */
const checks: readonly (readonly [name: string, command: string, args: readonly string[]])[] = [
  ['format and lint', 'biome', ['ci', '--colors=off', '.']],
  ['imports', 'node', ['tools/check-imports.ts']],
  ['types', 'tsc', ['-b']],
  ['generated files', 'node', ['--conditions=@boathouse/source', 'tools/generate.ts', '--check']],
];

const run = (command: string, args: readonly string[]): Promise<{ code: number; output: string }> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', reject);
    child.once('close', code => resolve({ code: code ?? 1, output }));
  });

const results = await Promise.all(
  checks.map(async ([name, command, args]) => {
    const begun = performance.now();
    const { code, output } = await run(command, args);
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    process.stdout.write(`${code === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)\n${code === 0 ? '' : output}`);
    return code === 0;
  }),
);
process.exitCode = results.every(Boolean) ? 0 : 1;
