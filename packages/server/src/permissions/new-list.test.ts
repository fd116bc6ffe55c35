import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Caller } from '../http/context.ts';
import type { AclEntry, Grantee } from './acl.ts';
import { warehouseType } from './known-types.ts';
import { type ListChange, mergedList, replacedList } from './new-list.ts';
import type { Level, ObjectType } from './object-type.ts';

const person = (id: number): Grantee => ({
  id,
  kind: 'USER',
  name: `user${id}`,
  display_name: `User ${id}`,
  admin: 0,
  isAdmins: false,
});
const team: Grantee = { ...person(100), kind: 'GROUP', name: 'team' };
const admins: Grantee = { ...person(101), kind: 'GROUP', name: 'admins', admin: 1, isAdmins: true };
const admin: Grantee = { ...person(102), admin: 1 };

const caller = (admin: boolean): Caller => ({ kind: 'user', id: 1, name: 'user1', admin, entitled: true });
const entry = (principal: Grantee, level: Level): AclEntry => ({ principal, level });

const change = (
  present: readonly AclEntry[],
  asked: readonly AclEntry[],
  { byAdmin = true, type = warehouseType } = {},
): ListChange => ({ object: { type, id: 'w1' }, present, asked, caller: caller(byAdmin) });

const short = (entries: readonly AclEntry[]) =>
  entries.map(({ principal, level }) => `${principal.name} ${level}`).sort();

const owned = [entry(person(1), 'IS_OWNER'), entry(person(2), 'CAN_USE')];

describe('a PUT', () => {
  it('keeps the owner when it names none, and even when it names them with less', () => {
    expect(short(replacedList(change(owned, [])))).toEqual(['user1 IS_OWNER']);
    const asked = [entry(person(1), 'CAN_MANAGE'), entry(person(3), 'CAN_VIEW')];
    expect(short(replacedList(change(owned, asked)))).toEqual(['user1 IS_OWNER', 'user3 CAN_VIEW']);
  });

  it('replaces the owner by another', () => {
    expect(short(replacedList(change(owned, [entry(person(3), 'IS_OWNER')])))).toEqual(['user3 IS_OWNER']);
  });

  it('must name an owner where there is none', () => {
    const without = [entry(person(2), 'CAN_USE')];
    expect(() => replacedList(change(without, without))).toThrow(
      'PUT requests for warehouse w1 with no existing owner must provide a new owner.',
    );
  });
});

describe('a PATCH', () => {
  it('changes whom it names, up and down, and nobody else', () => {
    const asked = [entry(person(2), 'CAN_VIEW'), entry(team, 'CAN_MANAGE')];
    expect(short(mergedList(change(owned, asked)))).toEqual(['team CAN_MANAGE', 'user1 IS_OWNER', 'user2 CAN_VIEW']);
  });

  it('leaves CAN_MANAGE to who was the owner, unless it says otherwise', () => {
    expect(short(mergedList(change(owned, [entry(person(2), 'IS_OWNER')])))).toEqual([
      'user1 CAN_MANAGE',
      'user2 IS_OWNER',
    ]);
    const both = [entry(person(2), 'IS_OWNER'), entry(person(1), 'CAN_VIEW')];
    expect(short(mergedList(change(owned, both)))).toEqual(['user1 CAN_VIEW', 'user2 IS_OWNER']);
  });

  it('cannot take the ownership away without giving it to another', () => {
    expect(() => mergedList(change(owned, [entry(person(1), 'CAN_MANAGE')]))).toThrow(
      'The warehouse must have exactly one owner.',
    );
  });
});

describe.each([
  ['a PUT', replacedList],
  ['a PATCH', mergedList],
])('%s', (_, newList) => {
  it('refuses two owners, and a group as owner', () => {
    const two = [entry(person(2), 'IS_OWNER'), entry(person(3), 'IS_OWNER')];
    expect(() => newList(change(owned, two))).toThrow('The warehouse must have exactly one owner.');
    expect(() => newList(change(owned, [entry(team, 'IS_OWNER')]))).toThrow("Group 'team' cannot be the owner.");
  });

  it('changes the owner for administrators only', () => {
    const asked = [entry(person(2), 'IS_OWNER')];
    expect(() => newList(change(owned, asked, { byAdmin: false }))).toThrow(
      expect.objectContaining({ code: 'PERMISSION_DENIED' }),
    );
    const same = [entry(person(1), 'IS_OWNER')];
    expect(short(newList(change(owned, same, { byAdmin: false })))).toContain('user1 IS_OWNER');
  });

  it('leaves exactly one owner, who is no group, whatever is asked for', () => {
    const levels = warehouseType.levels.map(({ level }) => level);
    const entries = fc.uniqueArray(
      fc.record({
        principal: fc.constantFrom(person(1), person(2), person(3), team),
        level: fc.constantFrom(...levels),
      }),
      { selector: ({ principal }) => principal.id },
    );
    fc.assert(
      fc.property(entries, fc.boolean(), (asked, byAdmin) => {
        let list: readonly AclEntry[];
        try {
          list = newList(change(owned, asked, { byAdmin }));
        } catch {
          return;
        }
        const owners = list.filter(({ level }) => level === 'IS_OWNER');
        expect(owners).toHaveLength(1);
        expect(owners[0]?.principal.kind).toBe('USER');
        if (!byAdmin) expect(owners[0]?.principal.id).toBe(1);
        expect(new Set(list.map(({ principal }) => principal.id)).size).toBe(list.length);
      }),
    );
  });
});

describe('where CAN_MANAGE is the administrators’ alone', () => {
  const type: ObjectType = { ...warehouseType, objectType: 'tokens', hasOwner: false, admins: 'fixed' };
  const present = [entry(admins, 'CAN_MANAGE'), entry(person(2), 'CAN_USE')];

  it('a PUT must have it', () => {
    expect(() => replacedList(change(present, [entry(person(2), 'CAN_USE')], { type }))).toThrow(
      "Cannot change permissions for group 'admins' to None.",
    );
    expect(short(replacedList(change(present, [entry(admins, 'CAN_MANAGE')], { type })))).toEqual([
      'admins CAN_MANAGE',
    ]);
  });

  it.each([
    ['a PUT', replacedList],
    ['a PATCH', mergedList],
  ])('%s cannot lower it or give it to others', (_, newList) => {
    expect(() => newList(change(present, [entry(admins, 'CAN_USE')], { type }))).toThrow(
      "Cannot change permissions for group 'admins' to CAN_USE.",
    );
    expect(() => newList(change(present, [entry(person(2), 'CAN_MANAGE')], { type }))).toThrow(
      'Only admins can be given CAN_MANAGE permission on tokens',
    );
    const asked = [entry(admins, 'CAN_MANAGE'), entry(admin, 'CAN_MANAGE')];
    expect(short(newList(change(present, asked, { type })))).toContain('user102 CAN_MANAGE');
  });
});
