#!/usr/bin/env node
/** Starts the command line: built, or in the repository from its sources, by the Node that npm installed there. */
import { existsSync } from 'node:fs';

const sources = new URL('../src/main.ts', import.meta.url);
if (existsSync(sources)) {
  process.argv.splice(2, 0, sources.pathname);
  await import('../../../tools/node.mjs');
} else {
  await import('../dist/main.js');
}
