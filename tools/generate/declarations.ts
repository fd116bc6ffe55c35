import { globSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  answerOf,
  type Domain,
  type JsonSchema,
  type Operation,
  partsOf,
  type Service,
  schemaOf,
  services,
  shapeOf,
} from '@boathouse/contract';

const contractSources = new URL('../../packages/contract/src/', import.meta.url);

/** A named schema of the contract and the module that declares it. */
export interface TypeDeclaration {
  readonly name: string;
  readonly schema: JsonSchema;
  /** `sharing/shares-models`: the path of the module in the contract, and of the generated one in the SDK. */
  readonly module: string;
  /** Whether an answer may hold it, so that its enumerations may bring values that are not known yet. */
  readonly answered: boolean;
}

/** A service of the contract and the module that declares it. */
export interface ServiceDeclaration {
  readonly service: Service;
  readonly module: string;
}

/** What the SDK offers, and where the contract declares it. */
export interface Declarations {
  readonly services: readonly ServiceDeclaration[];
  /** The named schemas that the services reach. */
  readonly types: readonly TypeDeclaration[];
}

/** Every service but the recipient's protocol, which is the part of the recipient's client. */
const sdkServices: readonly Service[] = Object.values(services).filter(({ name }) => name !== 'deltaSharing');

/** The operations of a service with their names. Those that answer lines are not for the SDK. */
export const operationsOf = (service: Service): readonly (readonly [name: string, operation: Operation])[] =>
  Object.entries(service.operations).filter(([, operation]) => operation.lines !== true);

/** Finds the modules of the contract that declare the SDK's services and types. Each becomes a module of the SDK. */
export const readDeclarations = async (): Promise<Declarations> => {
  const exported = await readExports();
  const all = namedIn(operation => [operation.request, answerOf(operation) ?? {}]);
  const answered = namedIn(operation => [answerOf(operation) ?? {}]);
  const types = new Map<object, TypeDeclaration>();
  for (const [key, schema] of all) {
    const { value, module } = exportOf(exported, key, schema);
    const answers = answered.has(key) || types.get(value)?.answered === true;
    types.set(value, { name: schema.title ?? '', schema: value, module, answered: answers });
  }
  return {
    services: sdkServices.map(service => ({ service, module: moduleOf(exported, service) })),
    // In the order of the exports, so that the same contract always makes the same files.
    types: exported.map(({ value }) => types.get(value)).filter(type => type !== undefined),
  };
};

/** The modules that declare something. */
export const modulesOf = ({ services: declared, types }: Declarations): readonly string[] =>
  [...new Set([...declared, ...types].map(({ module }) => module))].sort();

/** The declaration of a named schema that was met in a module. */
export const typeOf = ({ types }: Declarations, schema: JsonSchema, module: string): TypeDeclaration => {
  const found = preferred(
    types.filter(({ name }) => name === schema.title),
    dirname(module),
  );
  if (found === undefined) throw new Error(`No module of the contract exports ${schema.title}, which ${module} uses.`);
  return found;
};

interface Exported {
  readonly module: string;
  readonly value: object;
}

const readExports = async (): Promise<Exported[]> => {
  const files = globSync('*/*.ts', { cwd: contractSources, exclude: ['**/*.test.ts'] }).sort();
  const perFile = files.map(async file => {
    const exports: Record<string, unknown> = await import(new URL(file, contractSources).href);
    const values = Object.values(exports).filter(value => typeof value === 'object' && value !== null);
    return values.map(value => ({ module: file.replace(/\.ts$/, ''), value }));
  });
  return (await Promise.all(perFile)).flat();
};

/** The named schemas that the SDK's operations reach, by domain and name. */
const namedIn = (schemasOf: (operation: Operation) => readonly object[]): ReadonlyMap<string, JsonSchema> => {
  const found = new Map<string, JsonSchema>();
  for (const service of sdkServices) {
    for (const [, operation] of operationsOf(service)) {
      for (const schema of schemasOf(operation)) addNamed(schemaOf(schema), service.domain, found);
    }
  }
  return found;
};

const addNamed = (schema: JsonSchema, domain: Domain, found: Map<string, JsonSchema>): void => {
  if (schema.title !== undefined) found.set(`${domain}/${schema.title}`, schema);
  for (const part of partsOf(schema)) addNamed(part, domain, found);
};

/** A domain's own declaration of a name goes before another domain's. */
const preferred = <T extends { readonly module: string }>(found: readonly T[], domain: string): T | undefined =>
  found.find(({ module }) => dirname(module) === domain) ?? found[0];

const exportOf = (exported: readonly Exported[], key: string, schema: JsonSchema): Exported => {
  const same = exported.filter(({ value }) => schemaOf(value).title === schema.title);
  const found = preferred(same, dirname(key));
  if (found === undefined) throw new Error(`${key} is not exported by any module of the contract.`);
  if (shapeOf(schemaOf(found.value)) === shapeOf(schema)) return found;
  throw new Error(`${key} is not the one that ${found.module} exports: two schemas of a domain have the same title.`);
};

const moduleOf = (exported: readonly Exported[], service: Service): string => {
  const found = exported.find(({ value }) => value === service);
  if (found === undefined) throw new Error(`No module of the contract exports the service ${service.name}.`);
  return found.module;
};
