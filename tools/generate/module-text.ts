import { dirname, relative } from 'node:path';
import { fieldsOf, isEmpty, isRequired, type JsonSchema, valuesOfMap } from '@boathouse/contract';
import { type Declarations, type TypeDeclaration, typeOf } from './declarations.ts';
import { jsdoc } from './jsdoc.ts';

/** The first line of every generated file. */
export const generatedMark = '// Made by `npm run generate` from packages/contract. Change it there.';

const identifier = /^[A-Za-z_$][\w$]*$/;

/** One generated module: gathers what it imports while its text is written. */
export class ModuleText {
  readonly module: string;
  readonly #declarations: Declarations;
  readonly #imports = new Map<string, Set<string>>();
  #text = '';

  /** @param module `sharing/shares`: its path in `packages/sdk/src`, without `.ts` */
  constructor(module: string, declarations: Declarations) {
    this.module = module;
    this.#declarations = declarations;
  }

  /** Imports a name from a module of the SDK, and gives the name. `type` before the name makes it an import of a type. */
  import(name: string, from: string): string {
    if (from !== this.module) this.#imports.set(from, (this.#imports.get(from) ?? new Set()).add(name));
    return name.replace(/^type /, '');
  }

  add(text: string): void {
    this.#text += `\n${text}`;
  }

  toString(): string {
    const imports = [...this.#imports].map(([from, names]) => {
      const path = relative(dirname(this.module), from);
      const all = [...names].map(name => name.replace(/^type /, ''));
      const onlyTypes = [...names].every(name => name.startsWith('type '));
      const list = onlyTypes ? `type { ${all.join(', ')} }` : `{ ${[...names].join(', ')} }`;
      return `import ${list} from '${path.startsWith('.') ? path : `./${path}`}.ts';\n`;
    });
    return `${generatedMark}\n\n${imports.join('')}${this.#text}`;
  }

  /** The named schemas that the module of the contract declares. */
  addTypes(): void {
    for (const type of this.#declarations.types) if (type.module === this.module) this.add(this.#declaration(type));
  }

  /** A named schema as an interface, or as the list of its known values. */
  #declaration({ name, schema, answered }: TypeDeclaration): string {
    if (schema.enum !== undefined) {
      return `${jsdoc([schema.description])}export type ${name} = ${schema.enum.map(value => `'${value}'`).join(' | ')};\n`;
    }
    return this.interface(name, schema, [schema.description], answered);
  }

  /**
   * An object schema as an interface.
   *
   * @param open whether its enumerations may hold values that are not known yet
   */
  interface(name: string, schema: JsonSchema, about: readonly (string | undefined)[], open: boolean): string {
    if (isEmpty(schema)) return `${jsdoc(about)}export type ${name} = Record<string, never>;\n`;
    const fields = fieldsOf(schema).map(([field, type]) => {
      const key = identifier.test(field) ? field : `'${field}'`;
      const mark = isRequired(schema, field) ? '' : '?';
      return `${jsdoc([type.description], 2)}  ${key}${mark}: ${this.type(type, open)};\n`;
    });
    return `${jsdoc(about)}export interface ${name} {\n${fields.join('')}}\n`;
  }

  /** The type of a field. */
  type(schema: JsonSchema, open: boolean): string {
    const values = valuesOfMap(schema);
    if (schema.title !== undefined) return this.#named(schema, open);
    if (schema.enum !== undefined) return schema.enum.map(value => `'${value}'`).join(' | ');
    if (schema.anyOf !== undefined) return schema.anyOf.map(part => this.type(part, open)).join(' | ');
    if (values !== undefined) return `Record<string, ${this.type(values, open)}>`;
    switch (schema.type) {
      case 'array':
        return `readonly (${this.type(schema.items ?? {}, open)})[]`;
      case 'integer':
        return 'number';
      case 'string':
      case 'number':
      case 'boolean':
      case 'null':
        return schema.type;
      case undefined:
        return 'unknown';
      default:
        throw new Error(`${this.module}: an object without a title. Give it one, so that clients can name it.`);
    }
  }

  #named(schema: JsonSchema, open: boolean): string {
    const { name, module } = typeOf(this.#declarations, schema, this.module);
    this.import(`type ${name}`, module);
    if (schema.enum === undefined || !open) return name;
    return `${this.import('type Open', 'open')}<${name}>`;
  }
}
