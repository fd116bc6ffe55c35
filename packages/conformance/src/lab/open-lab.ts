import { defaultLimits, type Limits } from '../probe.ts';
import type { Profile } from '../profile.ts';
import type { FixtureName, Lab, RotatedTokens, ShareOptions } from './lab.ts';
import { LabError, RefusalError } from './lab-error.ts';
import { createTables, type Tables } from './lab-tables.ts';
import { findLeftovers, newRunName } from './leftovers.ts';
import { createMadeThings, type MadeThings } from './made-things.ts';
import { makeVolume } from './make-volume.ts';
import { openStorage } from './open-storage.ts';
import type { Place } from './place.ts';
import { rotateToken } from './rotate-token.ts';
import { takeUpCredential } from './take-up-credential.ts';
import { type Administrator, openWorkspace } from './workspace.ts';

/** What the suite needs in order to make tables of its own. */
export interface LabOptions {
  readonly administrator: Administrator;
  /** Where it may write, and the server can read: `file:///folder`, `s3://bucket/prefix`, `abfss://…`. */
  readonly storage: string;
  /** The catalog that gets a schema for the tables. Default `main`. */
  readonly catalog?: string | undefined;
  /** Who gets the share, with the profile of that recipient. When absent, the suite makes a recipient of its own. */
  readonly recipient?: { readonly name: string; readonly profile: Profile } | undefined;
  readonly limits?: Partial<Limits> | undefined;
  /** Told what is being done, as it begins. */
  readonly onStep: (what: string) => void;
  /** Told what went wrong without ending the run: a table that could not be made, something that was left behind. */
  readonly onProblem: (what: string) => void;
}

/** A lab in use. */
export interface OpenLab extends Lab {
  /** The profile of the recipient that sees its tables. */
  readonly profile: Profile;
  /** Removes all that was made, in the workspace and in the storage, as soon as what is being made is there. */
  close(): Promise<void>;
}

/** Tables that are there from the start: one of each kind that a rule may ask the profile for. */
const standardTables: readonly (readonly [FixtureName, ShareOptions])[] = [
  ['clustering', {}],
  ['checkpoint-in-parts', {}],
  ['clustering', { history: false }],
  ['change-data-feed', { changeFeed: true }],
  ['deletion-vectors', {}],
  ['schema-evolution', {}],
  ['column-mapping-name', {}],
];

/** A recipient that the suite can read as. */
const byToken = { authentication_type: 'TOKEN' } as const;

/** What whoever finds it reads. */
const comment = 'Made by a run of boathouse conformance. When it has ended, nobody needs this.';

/** What something is made with, as the Databricks REST API has it. */
type NamedBody = { readonly name: string } & Readonly<Record<string, string>>;

/** A place, and what makes more things in its workspace, which are removed with the rest. */
interface SetUp {
  readonly place: Place;
  /** @throws LabError */
  create(what: string, path: string, body: NamedBody): ReturnType<Place['workspace']['call']>;
}

/** Makes folder, schema, share and recipient, under a name that nobody else has. */
const setUp = async (options: LabOptions, made: MadeThings): Promise<SetUp> => {
  const { administrator, catalog = 'main', recipient, onStep } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const name = newRunName();
  // Without the signal: what was begun has to end, so that it is there when it is removed.
  const workspace = openWorkspace(administrator, { ...limits, signal: undefined });
  const { call, remove } = workspace;
  const create: SetUp['create'] = async (what, path, body) => {
    limits.signal?.throwIfAborted();
    const thing = `${what} ${body.name}`;
    onStep(`making the ${thing}`);
    const item = what === 'schema' ? `${encodeURIComponent(`${catalog}.${body.name}`)}?force=true` : body.name;
    const forget = made.add(`The ${thing}`, () => remove(`The ${what} cannot be deleted`, `${path}/${item}`));
    try {
      return await call(`The ${thing} cannot be made`, { method: 'POST', path, body: { comment, ...body } });
    } catch (error) {
      if (error instanceof RefusalError) forget();
      throw error;
    }
  };

  const storage = await openStorage(options.storage, name, limits.timeout);
  made.add(`The folder ${storage.url}`, storage.remove);

  await create('schema', '/schemas', { name, catalog_name: catalog });
  const profile =
    recipient?.profile ??
    (await takeUpCredential(workspace, await create('recipient', '/recipients', { name, ...byToken })));
  await create('share', '/shares', { name });
  const principal = recipient?.name ?? name;
  const body = { changes: [{ principal, add: ['SELECT'] }] };
  const path = `/shares/${name}/permissions`;
  await call(`The share ${name} cannot be granted to ${principal}`, { method: 'PATCH', path, body });
  return { place: { workspace, storage, catalog, name, profile, limits }, create };
};

/**
 * Makes what rules ask the profile for. What cannot be made leaves the rest: the server may not offer what it needs.
 *
 * @throws LabError when not even a table can be made
 */
const makeStock = async (place: Place, { table }: Tables, onProblem: LabOptions['onProblem']): Promise<void> => {
  const problems: LabError[] = [];
  const attempts: readonly (() => Promise<unknown>)[] = [
    ...standardTables.map(
      ([fixture, options]) =>
        () =>
          table(fixture, options),
    ),
    () => makeVolume(place),
  ];
  for (const attempt of attempts) {
    try {
      await attempt();
    } catch (error) {
      if (!(error instanceof LabError)) throw error;
      problems.push(error);
    }
  }
  const [first] = problems;
  if (first !== undefined && problems.length >= standardTables.length) throw first;
  for (const { message } of problems) onProblem(message);
};

const tellOfLeftovers = async (place: Place, onProblem: LabOptions['onProblem']): Promise<void> => {
  const found = await findLeftovers(place.workspace, place.catalog);
  const others = found.filter(thing => !thing.endsWith(` ${place.name}`));
  if (others.length === 0) return;
  onProblem(
    `Other runs have left here, or are still using: ${others.join(', ')}. The suite removes only what it made in the ` +
      'same run. What no run uses can be deleted, and the folders of these names below the storage too.',
  );
};

/**
 * Makes a schema, a share and a recipient in a workspace, and the tables that most rules need.
 *
 * @throws LabError saying what could not be made, after removing what was
 */
export const openLab = async (options: LabOptions): Promise<OpenLab> => {
  const { onStep, onProblem } = options;
  const made = createMadeThings();
  try {
    const { place, create } = await setUp(options, made);
    await tellOfLeftovers(place, onProblem);
    const tables = createTables(place, onStep);
    await makeStock(place, tables, onProblem);
    let rotated: Promise<RotatedTokens> | undefined;
    const rotate = async () => {
      const name = `${place.name}_rotated`;
      return rotateToken(place, name, await create('recipient', '/recipients', { name, ...byToken }));
    };
    return {
      profile: place.profile,
      table: tables.table,
      rotatedTokens: () => {
        rotated ??= rotate();
        return rotated;
      },
      close: async () => {
        await tables.settled();
        onStep('removing what was made');
        await made.removeAll(onProblem);
      },
    };
  } catch (error) {
    onStep('removing what was made');
    await made.removeAll(onProblem);
    throw error;
  }
};
