import { accessControlModels } from '../permissions/access-control.ts';
import { Enum, Int64, Type } from '../schema.ts';
import { User } from './models.ts';

export const PasswordPermissionLevel = Enum(['CAN_USE'], {
  title: 'PasswordPermissionLevel',
  description: 'Permission levels on password sign-in; `CAN_USE` lets a principal sign in by password.',
});

const models = accessControlModels({
  prefix: 'Password',
  noun: 'password sign-in',
  level: PasswordPermissionLevel,
  objectId: 'Path-like id of the object: `/authorization/passwords` for every workspace.',
  objectType: 'Kind of the object: always `passwords` for this list.',
});

export const PasswordPermissionsDescription = models.PermissionsDescription;
export const GetPasswordPermissionLevelsResponse = models.GetPermissionLevelsResponse;
export const PasswordPermission = models.Permission;
export const PasswordAccessControlResponse = models.AccessControlResponse;
export const PasswordPermissions = models.Permissions;
export const PasswordAccessControlRequest = models.AccessControlRequest;

export const ListUsersResponse = Type.Object(
  {
    schemas: Type.Optional(Type.Array(Type.String(), { description: 'The schema URN of a SCIM list response.' })),
    totalResults: Type.Optional(Int64({ description: 'How many resources match, over all pages.' })),
    startIndex: Type.Optional(Int64({ description: 'Position of the first resource of this page, counted from 1.' })),
    itemsPerPage: Type.Optional(Int64({ description: 'How many resources this page holds.' })),
    Resources: Type.Optional(Type.Array(User, { description: 'The users of this page; empty when there are none.' })),
  },
  { title: 'ListUsersResponse', description: 'One page of the users that the caller may see.' },
);
