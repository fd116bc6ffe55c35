import { setTimeout } from 'node:timers/promises';
import type { keys, ResponseOf } from '@boathouse/contract';
import { ApiError } from '../http/api-error.ts';
import type { Context } from '../http/context.ts';
import type { Workspace } from '../workspace.ts';
import { type MasterKey, newMasterKey } from './master-key.ts';
import type { MasterKeys } from './master-keys.ts';
import { requireAlso, writeRequired } from './required-keys.ts';
import { countSealed, resealColumn } from './sealed-columns.ts';

/**
 * How long a value that was sealed under the old key may be on its way into the database, in milliseconds: in a request that
 * is being answered, or in another replica, which looks at the key file every second.
 */
const settleTime = 2000;

/** Values that were sealed anew, by kind. */
type Resealed = Readonly<Record<string, number>>;

/** Seals everything under the current key that is sealed under another key of the ring. */
const resealAll = async ({ database, sealer, masterKeys, sealedColumns }: Workspace): Promise<Resealed> => {
  const current = masterKeys.current().id;
  const counts: Record<string, number> = {};
  for (const column of sealedColumns) {
    let total = 0;
    for (const id of masterKeys.ids) {
      if (id !== current) total += await resealColumn(database, sealer, column, id);
    }
    counts[column.kind] = total;
  }
  return counts;
};

const sum = (one: Resealed, other: Resealed): Resealed =>
  Object.fromEntries(Object.entries(one).map(([kind, count]) => [kind, count + (other[kind] ?? 0)]));

const readSource = (masterKeys: MasterKeys): void => {
  try {
    masterKeys.reload();
  } catch (cause) {
    throw new ApiError('INVALID_STATE', `The master keys cannot be read. ${(cause as Error).message}`, { cause });
  }
};

/** Sees to it that there is a key to change to: makes one where the server keeps the keys, asks for one elsewhere. */
const takeNextKey = async ({ database, masterKeys, sealedColumns }: Workspace): Promise<void> => {
  const { source } = masterKeys;
  const [current, ...others] = masterKeys.keys;
  if (source.replace !== undefined) {
    // With more than one key, a rotation was interrupted: it is ended before another begins.
    if (others.length === 0) masterKeys.replace([newMasterKey(), current]);
    return;
  }
  const counts = await countSealed(database, sealedColumns);
  if (others.some(key => counts.has(key.id))) return;
  const isDone = [...counts.keys()].every(id => id === current.id);
  if (!isDone) return;
  throw new ApiError(
    'INVALID_STATE',
    `Everything is sealed under master key ${current.id} already, the first of ${source.name}. To change it, put a new key (openssl rand -base64 32) before it, keep the old one behind it${source.onlyAtStart ? ', restart every replica' : ''}, and rotate again.`,
  );
};

/** What is left to do by hand. `counts`: how many values are sealed under each key. */
const nextStep = (masterKeys: MasterKeys, counts: ReadonlyMap<string, number>): string | undefined => {
  const missing = [...counts.keys()].filter(id => masterKeys.find(id) === undefined);
  if (missing.length > 0) {
    return `Values are sealed under master key ${missing.join(', ')}, which is not there. Add it behind the first key, and rotate again.`;
  }
  const idle = masterKeys.ids.slice(1).filter(id => !counts.has(id));
  if (idle.length === 0 || masterKeys.source.replace !== undefined) return undefined;
  return `When every replica has the new key and keys list shows no values under ${idle.join(', ')}, remove it from ${masterKeys.source.name}.`;
};

const rotate = async (context: Context): Promise<ResponseOf<typeof keys.operations.rotate>> => {
  const { workspace } = context;
  const { database, masterKeys, sealedColumns } = workspace;
  readSource(masterKeys);
  await takeNextKey(workspace);
  const [current, ...former] = masterKeys.keys;
  await database.write(transaction => requireAlso(transaction, current.id));
  const atOnce = await resealAll(workspace);
  await setTimeout(settleTime);
  const resealed = sum(atOnce, await resealAll(workspace));
  context.note({ key_id: current.id, resealed });
  const counts = await countSealed(database, sealedColumns);
  const next_step = nextStep(masterKeys, counts);
  const needed: [MasterKey, ...MasterKey[]] = [current, ...former.filter(key => counts.has(key.id))];
  const isOurs = masterKeys.source.replace !== undefined;
  // The database stops asking for the former keys before they go: a crash in between leaves one too many.
  await context.write(transaction =>
    writeRequired(
      transaction,
      needed.map(key => key.id),
    ),
  );
  if (isOurs) masterKeys.replace(needed);
  return {
    key_id: current.id,
    resealed: Object.entries(resealed).map(([kind, values]) => ({ kind, values })),
    removed_key_ids: isOurs ? former.filter(key => !needed.includes(key)).map(key => key.id) : [],
    ...(next_step === undefined ? {} : { next_step }),
  };
};

const rotating = new WeakSet<Workspace>();

/**
 * Changes the master key while the workspace goes on. Interrupted anywhere, it leaves everything readable, and the next call
 * ends what it began.
 *
 * @throws ApiError INVALID_STATE when there is no key to change to, RESOURCE_CONFLICT while another rotation runs
 */
export const rotateMasterKey: typeof rotate = async context => {
  const { workspace } = context;
  if (rotating.has(workspace)) throw new ApiError('RESOURCE_CONFLICT', 'The master key is being rotated already.');
  rotating.add(workspace);
  try {
    return await rotate(context);
  } finally {
    rotating.delete(workspace);
  }
};
