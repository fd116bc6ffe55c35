import { globSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { type Domain, type Operation, type Service, services } from '@boathouse/contract';
import { type JsonSchema, partsOf, schemaOf, shapeOf } from './json-schema.ts';

const contractSources = new URL('../../packages/contract/src/', import.meta.url);

/** A named schema of the contract and the module that declares it. */
export interface Declaration {
  readonly name: string;
  readonly schema: JsonSchema;
  /** `sharing/shares-models`: the path of the module in the contract, and of the generated one in the SDK. */
  readonly module: string;
  /** Whether an answer may hold it, so that its enumerations may bring values that are not known yet. */
  readonly answered: boolean;
}

/** A service of the contract and the module that declares it. */
export interface DeclaredService {
  readonly service: Service;
  readonly module: string;
}

/** What the SDK offers: every service but the recipient's protocol, which is the part of the recipient's client. */
export const sdkServices: readonly Service[] = Object.values(services).filter(({ name }) => name !== 'deltaSharing');

/** The operations of a service with their names. Those that answer lines are not for the SDK. */
export const operationsOf = (service: Service): readonly (readonly [name: string, operation: Operation])[] =>
  Object.entries(service.operations).filter(([, operation]) => operation.lines !== true);

interface Exported {
  readonly module: string;
  readonly value: object;
}

/** Everything that the contract's domains export. The generated modules have the same names as those of the contract. */
const readExports = async (): Promise<Exported[]> => {
  const files = globSync('*/*.ts', { cwd: contractSources, exclude: ['**/*.test.ts'] }).sort();
  const perFile = files.map(async file => {
    const exports: Record<string, unknown> = await import(new URL(file, contractSources).href);
    const values = Object.values(exports).filter(value => typeof value === 'object' && value !== null);
    return values.map(value => ({ module: file.replace(/\.ts$/, ''), value }));
  });
  return (await Promise.all(perFile)).flat();
};

const addNames = (schema: JsonSchema, domain: Domain, found: Map<string, JsonSchema>): void => {
  if (schema.title !== undefined) found.set(`${domain}/${schema.title}`, schema);
  for (const part of partsOf(schema)) addNames(part, domain, found);
};

/** The declarations of all named schemas that the SDK's operations reach, and finds each by the schema of a field. */
export class Declarations {
  readonly services: readonly DeclaredService[];
  readonly #byModule: ReadonlyMap<string, readonly Declaration[]>;
  readonly #all: readonly Declaration[];

  static async read(): Promise<Declarations> {
    return new Declarations(await readExports());
  }

  private constructor(exported: readonly Exported[]) {
    this.services = sdkServices.map(service => ({ service, module: moduleOf(exported, service) }));
    const named = exported.filter(({ value }) => schemaOf(value).title !== undefined);
    const sent = new Map<string, JsonSchema>();
    const answered = new Map<string, JsonSchema>();
    for (const service of sdkServices) {
      for (const [, { request, response }] of operationsOf(service)) {
        addNames(schemaOf(request), service.domain, sent);
        addNames(schemaOf(response), service.domain, answered);
      }
    }
    const declarations = new Map<object, Declaration>();
    for (const [key, schema] of new Map([...sent, ...answered])) {
      if (schema.title === 'Empty') continue;
      const { value, module } = declarationOf(named, key, schema);
      const known = declarations.get(value)?.answered === true;
      const name = schema.title ?? '';
      declarations.set(value, { name, schema: value, module, answered: known || answered.has(key) });
    }
    // In the order of the contract, so that what belongs together stays together.
    this.#all = named.map(({ value }) => declarations.get(value)).filter(found => found !== undefined);
    this.#byModule = Map.groupBy(this.#all, ({ module }) => module);
  }

  /** The modules that declare something. */
  get modules(): readonly string[] {
    return [...new Set([...this.#byModule.keys(), ...this.services.map(({ module }) => module)])].sort();
  }

  /** The named schemas that a module declares. */
  in(module: string): readonly Declaration[] {
    return this.#byModule.get(module) ?? [];
  }

  /** The declaration of a named schema that was met in a module. */
  find(schema: JsonSchema, module: string): Declaration {
    const same = this.#all.filter(({ name }) => name === schema.title);
    const found = same.find(declaration => dirname(declaration.module) === dirname(module)) ?? same[0];
    if (found === undefined) throw new Error(`No module of the contract exports ${schema.title}, which ${module} uses.`);
    return found;
  }
}

const moduleOf = (exported: readonly Exported[], service: Service): string => {
  const found = exported.find(({ value }) => value === service);
  if (found === undefined) throw new Error(`No module of the contract exports the service ${service.name}.`);
  return found.module;
};

/** Prefers the domain's own declaration of a name; another domain's must be the same, or names have been mixed up. */
const declarationOf = (named: readonly Exported[], key: string, schema: JsonSchema): Exported => {
  const [domain] = key.split('/');
  const same = named.filter(({ value }) => schemaOf(value).title === schema.title);
  const found = same.find(({ module }) => dirname(module) === domain) ?? same[0];
  if (found === undefined) throw new Error(`${key} is not exported by any module of the contract.`);
  if (shapeOf(schemaOf(found.value)) !== shapeOf(schema)) {
    throw new Error(`${key} differs from ${basename(found.module)}: two schemas of one domain have the same title.`);
  }
  return found;
};
