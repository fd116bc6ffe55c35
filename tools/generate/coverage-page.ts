import { type Domain, domains, type Operation, type Service, services } from '@boathouse/contract';

interface Row {
  readonly domain: Domain;
  /** `service.operation` */
  readonly id: string;
  readonly operation: Operation;
  readonly built: boolean;
}

/**
 * `docs/coverage.md`: every operation of the contract, and whether the server answers it.
 *
 * @param built the operations that it answers, as `service.operation`
 * @throws when one of them is not in the contract
 */
export const coveragePage = (built: ReadonlySet<string>): string => {
  const rows = Object.values<Service>(services).flatMap(service =>
    Object.entries(service.operations).map(([name, operation]) => rowOf(service, name, operation, built)),
  );
  const unknown = [...built].filter(id => rows.every(row => row.id !== id));
  if (unknown.length > 0) throw new Error(`Built, and not in the contract: ${unknown.join(', ')}.`);
  const counts = domains.map(domain => ({ domain, rows: rows.filter(row => row.domain === domain) }));
  return `<!-- Made by \`npm run generate\` from packages/contract and packages/server. Change it there. -->

# Coverage

Every operation of the contract. One that is not built yet answers 501 \`NOT_IMPLEMENTED\` with its name. "Own"
operations are Boathouse's, or the Delta Sharing protocol's; all others are Databricks'.

| Domain | Built | Operations |
| --- | ---: | ---: |
${counts.map(count => `| ${count.domain} | ${builtIn(count.rows)} | ${count.rows.length} |\n`).join('')}| **all** | **${builtIn(rows)}** | **${rows.length}** |

${counts.map(count => `## ${count.domain}\n\n${table(count.rows)}`).join('\n')}`;
};

const rowOf = (service: Service, name: string, operation: Operation, built: ReadonlySet<string>): Row => {
  const id = `${service.name}.${name}`;
  return { domain: service.domain, id, operation, built: built.has(id) };
};

const builtIn = (rows: readonly Row[]): number => rows.filter(({ built }) => built).length;

const table = (rows: readonly Row[]): string => `| Operation | Call | Own | Built |
| --- | --- | --- | --- |
${rows.map(({ id, operation, built }) => `| ${id} | \`${operation.method} ${operation.path}\` | ${operation.own === true ? 'own' : ''} | ${built ? 'yes' : 'no'} |\n`).join('')}`;
