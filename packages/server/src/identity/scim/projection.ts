import { attributeName } from './filter.ts';

/** Which attributes of a resource are given. Names are in lower case; sub-attributes have a dot. */
export interface Projection {
  /** Only these; undefined: all. */
  readonly included: ReadonlySet<string> | undefined;
  readonly excluded: ReadonlySet<string>;
}

/** What a request says of attributes. */
export interface AttributeParameters {
  readonly attributes?: string;
  readonly excludedAttributes?: string;
}

const namesIn = (list: string | undefined): ReadonlySet<string> =>
  new Set(
    (list ?? '')
      .split(',')
      .map(name => attributeName(name.trim()))
      .filter(name => name !== ''),
  );

/** Reads the lists `attributes` and `excludedAttributes`, in any case and with or without schema URNs. */
export const toProjection = ({ attributes, excludedAttributes }: AttributeParameters): Projection => {
  const included = namesIn(attributes);
  return { included: included.size === 0 ? undefined : included, excluded: namesIn(excludedAttributes) };
};

/** The projection that gives these attributes. */
export const onlyAttributes = (names: readonly string[]): Projection => ({
  included: new Set(names),
  excluded: new Set(),
});

const hasPart = (names: ReadonlySet<string>, attribute: string): boolean =>
  [...names].some(name => name.startsWith(`${attribute}.`));

/** Whether an attribute, or a part of it, is given. */
export const wants = ({ included, excluded }: Projection, attribute: string): boolean =>
  !excluded.has(attribute) && (included === undefined || included.has(attribute) || hasPart(included, attribute));

const projectParts = (projection: Projection, attribute: string, value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(element => projectParts(projection, attribute, element));
  if (typeof value !== 'object' || value === null) return value;
  const { included, excluded } = projection;
  const isWhole = included === undefined || included.has(attribute);
  return Object.fromEntries(
    Object.entries(value).filter(([part]) => {
      const name = `${attribute}.${part.toLowerCase()}`;
      return !excluded.has(name) && (isWhole || included.has(name));
    }),
  );
};

/** What every answer has. Terraform reads `applicationId` from answers to requests that do not ask for it. */
const always: ReadonlySet<string> = new Set(['id', 'schemas', 'applicationid']);

/** Leaves out of a resource what is not asked for. `id`, `schemas` and `applicationId` always stay. */
export const project = <Resource extends object>(projection: Projection, resource: Resource): Partial<Resource> =>
  Object.fromEntries(
    Object.entries(resource).flatMap(([name, value]) => {
      const attribute = name.toLowerCase();
      if (always.has(attribute)) return [[name, value]];
      return wants(projection, attribute) ? [[name, projectParts(projection, attribute, value)]] : [];
    }),
    // Every entry is one of the resource's own, whole or in part.
  ) as Partial<Resource>;
