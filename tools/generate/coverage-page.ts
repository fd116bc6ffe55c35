import { apiScopes, type Domain, domains, type Operation, type Service, scopeOf, services } from '@boathouse/contract';

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

A token or OAuth credential can be limited to API scopes. "Scope" is the one that an operation needs; \`sql\` opens what
needs \`sql:read\` too, and \`all-apis\` opens everything.

| API scope | What it opens |
| --- | --- |
${Object.entries(apiScopes).map(scopeLine).join('')}
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

const scopeLine = ([name, opens]: readonly [string, string]): string => `| \`${name}\` | ${opens} |\n`;

/** The API scope that a call needs. Who calls without a token of the workspace has none. */
const scopeIn = ({ domain, operation }: Row): string => {
  const isLimited = operation.access.kind !== 'public' && operation.access.kind !== 'recipient';
  const scope = isLimited ? scopeOf(domain, operation) : undefined;
  return scope === undefined ? '' : `\`${scope}\``;
};

const rowLine = (row: Row): string => {
  const { id, operation, built } = row;
  const own = operation.own === true ? 'own' : '';
  return `| ${id} | \`${operation.method} ${operation.path}\` | ${scopeIn(row)} | ${own} | ${built ? 'yes' : 'no'} |\n`;
};

const table = (rows: readonly Row[]): string => `| Operation | Call | Scope | Own | Built |
| --- | --- | --- | --- | --- |
${rows.map(rowLine).join('')}`;
