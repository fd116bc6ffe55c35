import { protocolOf } from './data-files.ts';
import { NotTried } from './finding.ts';
import type { Trial } from './rule.ts';
import { deltaHeaders, metadata } from './table-calls.ts';
import type { TableFacts } from './table-facts.ts';

/**
 * Tables that no client can read without some reader feature, by what their protocol says: a server may keep others from
 * the parquet format for reasons of its own.
 *
 * @throws NotTried when the profile shows none
 */
export const demandingTables = async (trial: Trial): Promise<readonly TableFacts[]> => {
  trial.tableWith({ parquet: false });
  const found: TableFacts[] = [];
  for (const table of trial.tables.filter(({ parquet }) => !parquet)) {
    const { minReaderVersion } = protocolOf((await metadata(trial, table.path, deltaHeaders)).lines);
    if (Number(minReaderVersion) > 1) found.push(table);
  }
  if (found.length > 0) return found;
  throw new NotTried('The profile shows no table whose protocol needs reader features');
};
