import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Engine } from '../../database/database.ts';
import type { ResourceType } from './resource-type.ts';

/** A condition on a row of `principals`. */
export type Condition = RawBuilder<SqlBool>;

/** An attribute as filters see it. */
export interface FilterAttribute {
  /** The condition that one of the attribute's values passes a test. */
  readonly some: (test: (value: RawBuilder<string>) => Condition) => Condition;
  /** Whether letter case is ignored: values are then in lower case. */
  readonly folds: boolean;
  /** What lists are ordered by; absent when there may be several values. */
  readonly order?: RawBuilder<unknown>;
  readonly isTruth?: true;
}

const column = (name: string): RawBuilder<string> => sql.ref(`principals.${name}`);

const single = (value: RawBuilder<string>, folds: boolean): FilterAttribute => ({
  some: test => sql`(${value} is not null and ${test(value)})`,
  folds,
  order: value,
});

const id: FilterAttribute = {
  ...single(sql`cast(principals.id as text)`, false),
  order: column('id'),
};

const active: FilterAttribute = {
  ...single(sql`case when principals.active = 1 then 'true' else 'false' end`, true),
  isTruth: true,
};

/** A column that holds a JSON list of texts. */
const list = (name: string, folds: boolean, engine: Engine): FilterAttribute => ({
  some: test => {
    const elements =
      engine === 'sqlite'
        ? sql`json_each(${column(name)}) as element`
        : sql`jsonb_array_elements_text(${column(name)}::jsonb) as element(value)`;
    return sql`exists (select 1 from ${elements} where ${test(sql`element.value`)})`;
  },
  folds,
});

/**
 * More principals than a workspace can have. PostgreSQL overrates how many a recursive query finds, and would go through all
 * of them for each row; with a limit it looks them up.
 */
const morePrincipals = 100_000;

/** The groups that a principal is in, directly or through others. Everybody but groups is in `users`. */
const groups = (isGroup: boolean): FilterAttribute => ({
  some: test => {
    const inside = sql`principals.id in (
      with recursive inside(id) as (
        select group_members.member_id from group_members
        inner join principals as named on named.id = group_members.group_id
        where ${test(sql`cast(named.id as text)`)}
        union
        select group_members.member_id from group_members inner join inside on group_members.group_id = inside.id
      )
      select id from inside limit ${sql.lit(morePrincipals)})`;
    const inUsers = sql`exists (
      select 1 from principals as everybody
      where everybody.system = 1 and everybody.name_key = 'users' and ${test(sql`cast(everybody.id as text)`)})`;
    return isGroup ? sql`${inside}` : sql`(${inside} or ${inUsers})`;
  },
  folds: false,
});

/** The direct members of a group. */
const members: FilterAttribute = {
  some: test => sql`(
    exists (
      select 1 from group_members
      where group_members.group_id = principals.id and ${test(sql`cast(group_members.member_id as text)`)})
    or (principals.system = 1 and principals.name_key = 'users' and exists (
      select 1 from principals as member where member.kind <> 'GROUP' and ${test(sql`cast(member.id as text)`)})))`,
  folds: false,
};

/** The same attribute with and without `.value`, as RFC 7644 §3.4.2.2 has it for attributes of several values. */
const several = (name: string, attribute: FilterAttribute): Readonly<Record<string, FilterAttribute>> => ({
  [name]: attribute,
  [`${name}.value`]: attribute,
});

/** @returns the attributes that resources of a type can be filtered by, by their names in lower case */
export const filterAttributes = ({ kind }: ResourceType, engine: Engine): Readonly<Record<string, FilterAttribute>> => {
  const name = single(column('name_key'), true);
  const common = {
    id,
    displayname: single(column('display_name_key'), true),
    externalid: single(column('external_id'), false),
    ...several('entitlements', list('entitlements', false, engine)),
    ...several('roles', list('roles', false, engine)),
    ...several('groups', groups(kind === 'GROUP')),
  };
  if (kind === 'GROUP') return { ...common, ...several('members', members) };
  if (kind === 'SERVICE_PRINCIPAL') return { ...common, active, applicationid: name };
  return { ...common, active, username: name, ...several('emails', list('email_keys', true, engine)) };
};
