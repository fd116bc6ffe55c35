import { Command, Option } from 'commander';
import { UsageError } from '../failures.ts';
import { globalsOf } from '../globals.ts';
import { readJsonArgument } from '../operations/json-argument.ts';
import { printableJson } from '../output/printable.ts';
import { writeText } from '../output/write-text.ts';
import { signIn } from '../sign-in.ts';
import type { Surroundings } from '../surroundings.ts';

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** `boathouse api get /api/2.0/…`: any call of the REST API, also one that has no command. */
export const apiCommand = (surroundings: Surroundings): Command => {
  const api = new Command('api').description('Sends any call of the REST API and shows the answer as JSON.');
  for (const method of methods) {
    const command = new Command(method.toLowerCase())
      .summary(`send a ${method}`)
      .description(`Sends a ${method} and shows the answer as JSON.`)
      .argument('<PATH>', 'path below the host, with its query: /api/2.0/token/list')
      .action(path => run(method, path, command, surroundings));
    if (method !== 'GET' && method !== 'HEAD') {
      command.addOption(new Option('--json <object>', 'the body as JSON, @FILE, or @- for standard input'));
    }
    api.addCommand(command);
  }
  return api;
};

const run = async (
  method: (typeof methods)[number],
  path: string,
  command: Command,
  surroundings: Surroundings,
): Promise<void> => {
  if (!path.startsWith('/'))
    throw new UsageError(`A path begins with a slash, such as /api/2.0/token/list. Got: ${path}`);
  const { json } = command.opts<{ json?: string }>();
  const body = json === undefined ? {} : { body: await readJsonArgument(json, surroundings) };
  const client = signIn(globalsOf(command, surroundings), surroundings);
  const answer = await client.send<unknown>({ method, path, ...body }, { signal: surroundings.signal });
  await writeText(surroundings.stdout, `${printableJson(JSON.stringify(answer, null, 2))}\n`);
};
