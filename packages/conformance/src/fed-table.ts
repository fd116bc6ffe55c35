import type { Trial } from './rule.ts';
import { anyFormat } from './table-calls.ts';
import type { TableFacts, TableNeeds } from './table-facts.ts';

/**
 * A table with a change data feed. Its `oldest` version is one that the feed can begin with: a feed may have been switched
 * on later than the table was made, and then servers refuse what was before.
 *
 * @throws NotTried when the profile shows none
 */
export const fedTable = async (trial: Trial, needs: TableNeeds = {}): Promise<TableFacts> => {
  const table = trial.tableWith({ ...needs, changeFeed: true });
  const search = `startingVersion=${table.oldest}&endingVersion=${table.oldest}`;
  const first = await trial.send({ path: `${table.path}/changes?${search}`, headers: anyFormat });
  return first.status === 200 ? table : { ...table, oldest: table.version };
};
