/** Where a workspace keeps its records. */
export type Database = 'SQLite' | 'PostgreSQL';

/** Where its tables lie. */
export type Store = 'local folder' | 'S3' | 'Azure';

/** One way to run a workspace. */
export interface Combination {
  readonly database: Database;
  readonly store: Store;
}

/** Every way that there is. */
export const combinations: readonly Combination[] = (['SQLite', 'PostgreSQL'] as const).flatMap(database =>
  (['local folder', 'S3', 'Azure'] as const).map(store => ({ database, store })),
);

/** The one that is furthest from SQLite with a local folder, which is what `npm test` has the rules tried on. */
export const quickCombinations: readonly Combination[] = [{ database: 'PostgreSQL', store: 'S3' }];

/** As a heading. */
export const nameOf = ({ database, store }: Combination): string => `${database}, ${store}`;
