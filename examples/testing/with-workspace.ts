/**
 * Runs a program of any language against a workspace of its own, and ends as the program does:
 *
 *     node tools/node.mjs examples/testing/with-workspace.ts pytest tests/
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { startWorkspace } from '@boathouse/testing';

const [command, ...args] = process.argv.slice(2);
if (command === undefined) {
  process.stderr.write('Usage: with-workspace.ts COMMAND [ARGUMENT…]\n');
  process.exit(2);
}

// A profile or an address of the developer's own must not lead the program to another workspace.
const others = Object.entries(process.env).filter(([name]) => !name.startsWith('DATABRICKS_'));

await using workspace = await startWorkspace();
const { host, token } = workspace;
const login = { DATABRICKS_HOST: host, DATABRICKS_TOKEN: token, DATABRICKS_AUTH_TYPE: 'pat' };
// The workspace answers from this process, so that the program must not be waited for by `spawnSync`.
const program = spawn(command, args, { stdio: 'inherit', env: { ...Object.fromEntries(others), ...login } });
const [code, signal] = await once(program, 'exit');
process.exitCode = code ?? (signal === null ? 0 : 1);
