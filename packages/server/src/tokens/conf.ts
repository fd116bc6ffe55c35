import type { Queries } from '../database/database.ts';
import { ApiError } from '../http/api-error.ts';

/** A hundred years: more is no limit but a slip of the keyboard. */
const mostDays = 36_500;

/** A setting that administrators change: its value until they do, and what it may be. */
interface Key {
  readonly initially: string;
  readonly allows: (value: string) => boolean;
  readonly mayBe: string;
}

const flag: Key = { initially: 'true', allows: value => /^(true|false)$/.test(value), mayBe: "'true' or 'false'" };

const keys = {
  enableTokensConfig: flag,
  enableOnBehalfOfTokens: flag,
  maxTokenLifetimeDays: {
    initially: '0',
    allows: value => /^(0|[1-9]\d*)$/.test(value) && Number(value) <= mostDays,
    mayBe: `a whole number of days from '1' to '${mostDays}', or '0' for no limit`,
  },
} as const satisfies Record<string, Key>;

/** The name of a setting. */
export type KeyName = keyof typeof keys;

/** The settings as they are. */
export type Conf = Readonly<Record<KeyName, string>>;

/** The row of the settings that holds a key. */
const rowName = (key: KeyName): string => `conf.${key}`;

/** The row that says whether tokens are turned off. */
export const tokensEnabledRow = rowName('enableTokensConfig');

/** The names of all settings. */
export const keyNames = Object.keys(keys) as readonly KeyName[];

/** Reads all settings; what was never changed has its first value. */
export const readConf = async (queries: Queries): Promise<Conf> => {
  const rows = await queries
    .selectFrom('settings')
    .select(['name', 'value'])
    .where('name', 'in', keyNames.map(rowName))
    .execute();
  const stored = new Map(rows.map(({ name, value }) => [name, value]));
  const values = keyNames.map(key => [key, stored.get(rowName(key)) ?? keys[key].initially]);
  // Made from the keys that the type has.
  return Object.fromEntries(values) as Conf;
};

/**
 * The setting of a name.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE for any other
 */
export const requireKey = (name: string): KeyName => {
  const key = keyNames.find(known => known === name);
  if (key !== undefined) return key;
  throw new ApiError(
    'INVALID_PARAMETER_VALUE',
    `Invalid key '${name}'. The settings of this workspace are ${keyNames.join(', ')}.`,
  );
};

/**
 * A value as it is kept.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE when the setting cannot have it
 */
export const requireValue = (key: KeyName, value: string): string => {
  const { allows, mayBe } = keys[key];
  const canonical = value.trim().toLowerCase();
  if (allows(canonical)) return canonical;
  throw new ApiError('INVALID_PARAMETER_VALUE', `Invalid value '${value}' for key '${key}'. It may be ${mayBe}.`);
};

/** Changes settings. */
export const writeConf = async (transaction: Queries, change: Partial<Conf>): Promise<void> => {
  for (const [key, value] of Object.entries(change)) {
    await transaction
      .insertInto('settings')
      .values({ name: rowName(requireKey(key)), value })
      .onConflict(conflict => conflict.column('name').doUpdateSet({ value }))
      .execute();
  }
};
