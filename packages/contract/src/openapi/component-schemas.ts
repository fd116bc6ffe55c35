import { isEmpty } from '../json-schema.ts';
import type { JsonSchema } from '../schema.ts';

/** A piece of an OpenAPI document. */
export type Part = Readonly<Record<string, unknown>>;

/** The named schemas of a document, gathered while its operations are written. */
export class ComponentSchemas {
  readonly #schemas = new Map<string, Part>();

  /** Every schema by its name, in alphabetical order. */
  toObject(): Part {
    return Object.fromEntries([...this.#schemas].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /**
   * A schema of the contract as the document has it: named ones by reference to `domain.Title`.
   *
   * @throws when two different schemas of a domain have one name
   */
  add(schema: JsonSchema, domain: string): Part {
    if (schema.title === undefined) return this.#inline(schema, domain);
    const name = isEmpty(schema) && schema.title === 'Empty' ? 'Empty' : `${domain}.${schema.title}`;
    const { title, ...unnamed } = schema;
    const component = this.#inline({ ...unnamed, ...description(typeText(schema)) }, domain);
    const known = this.#schemas.get(name);
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(component)) {
      throw new Error(`Two schemas of the contract are both named ${name}.`);
    }
    this.#schemas.set(name, component);
    const reference = { $ref: `#/components/schemas/${name}` };
    // Beside a reference stands what the field says, where that is not what the type says.
    return schema['x-type-description'] === undefined
      ? reference
      : { ...reference, ...description(schema.description) };
  }

  #inline(schema: JsonSchema, domain: string): Part {
    const { properties, patternProperties, items, anyOf, 'x-type-description': _, ...rest } = schema;
    const each = (schemas: Readonly<Record<string, JsonSchema>>) =>
      Object.fromEntries(Object.entries(schemas).map(([name, part]) => [name, this.add(part, domain)]));
    return {
      ...rest,
      ...(properties === undefined ? {} : { properties: each(properties) }),
      // The pattern of a map's keys matches every key.
      ...(patternProperties === undefined ? {} : { additionalProperties: Object.values(each(patternProperties))[0] }),
      ...(items === undefined ? {} : { items: this.add(items, domain) }),
      ...(anyOf === undefined ? {} : { anyOf: anyOf.map(part => this.add(part, domain)) }),
    };
  }
}

const typeText = (schema: JsonSchema): string | undefined => schema['x-type-description'] ?? schema.description;

const description = (text: string | undefined): Part => (text === undefined ? {} : { description: text });
