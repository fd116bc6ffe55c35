/**
 * The main job, on real data: a provider shares Delta tables, a recipient reads them, and the provider sees it.
 *
 *     npm run demo              runs and cleans up
 *     npm run demo -- --keep    leaves the workspace running and says how to reach it
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { equal, openProfile, SharingError } from '@boathouse/recipient';
import { WorkspaceClient } from '@boathouse/sdk';
import { startWorkspace } from '../tools/workspace-process.ts';
import { aside, printRows, say, step } from './demo/print.ts';

const keep = process.argv.includes('--keep');
const tables = fileURLToPath(new URL('./data', import.meta.url));

const time = (milliseconds: number | undefined) => new Date(milliseconds ?? 0).toISOString().slice(11, 19);

step('Start a workspace');
const running = await startWorkspace(new AbortController().signal);
say(`It answers at ${running.url}, with a database of its own in ${running.scratch}`);
const workspace = new WorkspaceClient({ configFile: running.configFile, profile: 'DEFAULT' });
const profileFile = join(running.scratch, 'acme.share');

/** Clicks the button behind an activation link: downloads the credential file, which works once. */
const downloadProfile = async (activationUrl: string): Promise<void> => {
  const page = await (await fetch(activationUrl)).text();
  const [, action = ''] = /action="([^"]+)"/.exec(page) ?? [];
  const response = await fetch(new URL(action, activationUrl));
  if (!response.ok) throw new Error(`The credential file could not be downloaded: ${await response.text()}`);
  writeFileSync(profileFile, await response.text(), { mode: 0o600 });
};

/** The figures of a query that has ended. */
const figures = (result: string | undefined): string | undefined => {
  if (result === undefined) return undefined;
  const { numAddFiles, scannedAddFileSize } = JSON.parse(result) as Record<string, number>;
  return `${numAddFiles} files, ${scannedAddFileSize} bytes`;
};

/** What an action was about. */
const subject = (params: Readonly<Record<string, string>>): string =>
  params['table'] ?? params['name'] ?? params['recipient_name'] ?? '';

step('Register Delta tables that are already there');
for (const name of ['flights', 'airlines', 'planes', 'weather']) {
  const table = await workspace.tables.create({
    name,
    catalog_name: 'main',
    schema_name: 'default',
    table_type: 'EXTERNAL',
    data_source_format: 'DELTA',
    storage_location: `file://${tables}/${name}`,
  });
  const columns = (table.columns ?? []).map(column => column.name);
  say(`${table.full_name}: ${columns.length} columns read from its log`);
  aside(columns.join(', '));
}

step('Put them into a share');
await workspace.shares.create({ name: 'travel', comment: 'Flights out of New York' });
const share = await workspace.shares.update({
  name: 'travel',
  updates: ['flights', 'airlines', 'planes', 'weather'].map(name => ({
    action: 'ADD' as const,
    data_object: { name: `main.default.${name}`, data_object_type: 'TABLE' as const, shared_as: `nyc.${name}` },
  })),
});
say(`Share ${share.name} holds ${(share.objects ?? []).map(object => object.shared_as).join(', ')}`);

step('Onboard a recipient: create, grant, hand over the link');
const recipient = await workspace.recipients.create({
  name: 'acme',
  authentication_type: 'TOKEN',
  comment: 'Acme Corp.',
});
await workspace.shares.updatePermissions({ name: 'travel', changes: [{ principal: 'acme', add: ['SELECT'] }] });
if (recipient.activation_url === undefined) throw new Error('The new recipient has no activation link.');
say(`acme may read travel. Their activation link, good for one download:`);
say(recipient.activation_url);
await downloadProfile(recipient.activation_url);
say(`They opened it, clicked the button, and have their credential file: ${profileFile}`);

step('Read, as the recipient');
const client = await openProfile(profileFile);
const found = [];
for await (const { share: inShare, schema, name } of client.listAllTables('travel'))
  found.push(`${inShare}.${schema}.${name}`);
say(`The credential file opens ${found.join(', ')}`);
const flights = client.table('travel.nyc.flights');
const metadata = await flights.metadata();
say(
  `travel.nyc.flights is at version ${await flights.version()}, partitioned by ${metadata.partitionColumns.join(', ')}. Five flights of March:`,
);
const rows = [];
for await (const row of flights.rows({ predicate: equal('month', 3), limit: 5 })) rows.push(row);
printRows(rows);
let count = 0;
for await (const _ of flights.rows({ columns: ['month'] })) count += 1;
say(`All of it: ${count.toLocaleString('en')} rows.`);

step('See in the audit trail who did what');
const { records } = await workspace.audit.list({ max_results: 200 }).page();
printRows(
  records
    .slice(0, 12)
    .reverse()
    .map(record => ({
      time: time(record.event_time),
      who: record.recipient_name ?? record.user_identity?.email,
      action: record.action_name,
      status: record.response.status_code,
      details: figures(record.response.result) ?? subject(record.request_params),
    })),
);

step('Rotate the token');
await workspace.recipients.rotateToken({ name: 'acme', existing_token_expire_in_seconds: 0 });
const refusal = await flights.version().then(
  () => undefined,
  (error: unknown) => error,
);
if (!(refusal instanceof SharingError) || refusal.status !== 401) throw new Error('The old token still works.');
say(`The old token is dead at once: ${refusal.status} ${refusal.message}`);
const rotated = await workspace.recipients.get({ name: 'acme' });
if (rotated.activation_url === undefined) throw new Error('The rotated token has no activation link.');
await downloadProfile(rotated.activation_url);
const renewed = (await openProfile(profileFile)).table('travel.nyc.flights');
say(`With a new credential file acme reads on, at version ${await renewed.version()}.`);

if (keep) {
  step('It keeps running, until you press Ctrl+C');
  say(`As the provider:   export DATABRICKS_CONFIG_FILE=${running.configFile}`);
  say(`As the recipient:  ${profileFile}   (travel.nyc.flights)`);
  // The terminal tells the workspace too, which may end before it is asked.
  const end = () => running.stop().finally(() => process.exit(0));
  process.on('SIGINT', () => void end().catch(() => undefined));
} else {
  await running.stop();
  step('Done');
  say('The workspace is stopped and its folder removed.');
}
