import { describe, expect, it } from 'vitest';
import { onlyAttributes, project, toProjection, wants } from './projection.ts';

const resource = {
  schemas: ['urn:x'],
  id: '1',
  userName: 'ann@example.com',
  active: true,
  name: { givenName: 'Ann', familyName: 'Lee' },
  groups: [{ value: '7', display: 'users' }],
};

describe('the attributes that a request asks for', () => {
  const ask = (attributes?: string, excludedAttributes?: string) =>
    project(
      toProjection({
        ...(attributes === undefined ? {} : { attributes }),
        ...(excludedAttributes === undefined ? {} : { excludedAttributes }),
      }),
      resource,
    );
  const { schemas, id } = resource;

  it('are all when it names none', () => {
    expect(ask()).toEqual(resource);
    expect(ask('', ' , ')).toEqual(resource);
  });

  it('come with id and schemas, in any case, with or without the URN of their schema', () => {
    expect(ask('USERNAME')).toEqual({ schemas, id, userName: resource.userName });
    expect(ask(' userName , active ')).toEqual({ schemas, id, userName: resource.userName, active: true });
    expect(ask('urn:ietf:params:scim:schemas:core:2.0:User:active')).toEqual({ schemas, id, active: true });
  });

  it('may be parts, of every element of a list', () => {
    expect(ask('groups.value,name.givenName')).toEqual({
      ...{ schemas, id },
      groups: [{ value: '7' }],
      name: { givenName: 'Ann' },
    });
    expect(ask('groups.value,groups').groups).toEqual(resource.groups);
  });

  it('can be excluded, whole or in part, but for id and schemas', () => {
    expect(ask(undefined, 'groups,name.familyName,active,userName,id,schemas')).toEqual({
      ...{ schemas, id },
      name: { givenName: 'Ann' },
    });
    expect(ask('groups', 'groups.display')).toEqual({ schemas, id, groups: [{ value: '7' }] });
  });

  it('are silently none when they are unknown', () => {
    expect(ask('shoeSize')).toEqual({ schemas, id });
    expect(ask('__proto__,constructor')).toEqual({ schemas, id });
  });

  it('can be told before the resource is there', () => {
    expect(wants(toProjection({ attributes: 'groups.value' }), 'groups')).toBe(true);
    expect(wants(toProjection({ attributes: 'userName' }), 'groups')).toBe(false);
    expect(wants(toProjection({ excludedAttributes: 'groups' }), 'groups')).toBe(false);
    expect(project(onlyAttributes([]), resource)).toEqual({ schemas, id });
  });
});
