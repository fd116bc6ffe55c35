import {
  groups,
  type JsonSchema,
  type ResponseOf,
  schemaOf,
  type scim,
  servicePrincipals,
  users,
} from '@boathouse/contract';
import { knownEntitlements } from './draft.ts';

type Attribute = ResponseOf<typeof scim.operations.getSchema>['attributes'][number];

/** What of an attribute is not as usual: a text that anybody may change and that need not be there. */
type Facts = Partial<Omit<Attribute, 'name' | 'description'>>;

const usual = {
  type: 'string',
  multiValued: false,
  required: false,
  caseExact: false,
  mutability: 'readWrite',
  returned: 'default',
  uniqueness: 'none',
} as const;

/** The contract describes every field already. */
const describe = (schema: JsonSchema, name: string): string => schema.properties?.[name]?.description ?? '';

const attribute = (schema: JsonSchema, name: string, facts: Facts): Attribute => ({
  name,
  description: describe(schema, name),
  ...usual,
  ...facts,
});

const partsOf = (schema: JsonSchema, names: Readonly<Record<string, Facts>>): Attribute[] =>
  Object.entries(names).map(([name, facts]) => attribute(schema, name, facts));

const fixed: Facts = { mutability: 'immutable' };
const given: Facts = { mutability: 'readOnly' };
const referenceTo = (...referenceTypes: string[]): Facts => ({
  ...given,
  type: 'reference',
  caseExact: true,
  referenceTypes,
});

/** A list of complex values, with the parts that its elements have. */
const list = (schema: JsonSchema, name: string, parts: Readonly<Record<string, Facts>>, facts: Facts = {}): Facts => {
  const elements = schema.properties?.[name]?.items ?? {};
  return { type: 'complex', multiValued: true, ...facts, subAttributes: partsOf(elements, parts) };
};

const common = (schema: JsonSchema): Readonly<Record<string, Facts>> => ({
  groups: list(
    schema,
    'groups',
    {
      value: { ...given, caseExact: true },
      $ref: referenceTo('Group'),
      display: given,
      type: { ...given, canonicalValues: ['direct', 'indirect'] },
    },
    given,
  ),
  entitlements: list(schema, 'entitlements', { value: { caseExact: true, canonicalValues: [...knownEntitlements] } }),
  roles: list(schema, 'roles', { value: { caseExact: true } }),
});

const key: Facts = { required: true, uniqueness: 'server' };

const ofUser = (schema: JsonSchema): Attribute[] =>
  partsOf(schema, {
    userName: { ...key, ...fixed },
    name: {
      type: 'complex',
      subAttributes: partsOf(schema.properties?.['name'] ?? {}, { givenName: {}, familyName: {} }),
    },
    displayName: {},
    active: { type: 'boolean' },
    emails: list(schema, 'emails', { value: fixed, type: fixed, primary: { ...fixed, type: 'boolean' } }, fixed),
    ...common(schema),
  });

const ofGroup = (schema: JsonSchema): Attribute[] =>
  partsOf(schema, {
    displayName: key,
    members: list(schema, 'members', {
      value: { ...fixed, caseExact: true },
      $ref: referenceTo('User', 'Group', 'ServicePrincipal'),
      display: given,
    }),
    ...common(schema),
  });

const ofServicePrincipal = (schema: JsonSchema): Attribute[] =>
  partsOf(schema, {
    applicationId: { ...fixed, uniqueness: 'server', returned: 'always' },
    displayName: {},
    active: { type: 'boolean' },
    ...common(schema),
  });

/** The attributes that resources of each type have by their core schema (RFC 7643 §7). */
export const schemaAttributes = {
  USER: ofUser(schemaOf(users.operations.get.response)),
  GROUP: ofGroup(schemaOf(groups.operations.get.response)),
  SERVICE_PRINCIPAL: ofServicePrincipal(schemaOf(servicePrincipals.operations.get.response)),
} as const;
