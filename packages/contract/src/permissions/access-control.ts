import type { TSchema } from 'typebox';
import { described, Type } from '../schema.ts';

/** One kind of object that has an access control list. */
interface PermissionKind<Level extends TSchema> {
  /** What the names of its types begin with: `Cluster`; empty for objects of any kind. */
  readonly prefix: string;
  /** The object in words, as it stands after `on`: `a cluster`. */
  readonly noun: string;
  /** The levels that can be held on it. */
  readonly level: Level;
  readonly objectId: string;
  readonly objectType: string;
}

const principalNames = {
  group_name: Type.Optional(
    Type.String({ description: 'Display name of a group; absent when the entry is for another kind of principal.' }),
  ),
  service_principal_name: Type.Optional(
    Type.String({
      description: 'Application id (UUID) of a service principal; absent when the entry is for another kind.',
    }),
  ),
  user_name: Type.Optional(
    Type.String({
      description: "Sign-in name of a user; in requests a service principal's application id is understood too.",
    }),
  ),
};

/** What a level is, for those who choose one. */
const levelModels = <Level extends TSchema>({ prefix, noun, level }: PermissionKind<Level>) => {
  const PermissionsDescription = Type.Object(
    {
      description: Type.Optional(
        Type.String({ description: 'What the level allows, as a sentence for people to read.' }),
      ),
      permission_level: Type.Optional(described(level, 'The level that is explained, as it is written in requests.')),
    },
    { title: `${prefix}PermissionsDescription`, description: `A permission level on ${noun}, explained.` },
  );
  const GetPermissionLevelsResponse = Type.Object(
    {
      permission_levels: Type.Optional(
        Type.Array(PermissionsDescription, {
          description: 'One entry for each level that can be given on this kind of object.',
        }),
      ),
    },
    { title: `Get${prefix}PermissionLevelsResponse`, description: `The permission levels on ${noun}.` },
  );
  return { PermissionsDescription, GetPermissionLevelsResponse };
};

/** Who holds what on an object. */
const listModels = <Level extends TSchema>({ prefix, noun, level, objectId, objectType }: PermissionKind<Level>) => {
  const Permission = Type.Object(
    {
      inherited: Type.Optional(
        Type.Boolean({
          description: 'True when the level comes from a parent object and cannot be changed on this one.',
        }),
      ),
      inherited_from_object: Type.Optional(
        Type.Array(Type.String(), {
          description: 'Paths of the parent objects that grant the level; absent when it was given directly.',
        }),
      ),
      permission_level: Type.Optional(described(level, 'The level that is held on the object.')),
    },
    { title: `${prefix}Permission`, description: `One permission level on ${noun}, and whether it is inherited.` },
  );
  const AccessControlResponse = Type.Object(
    {
      all_permissions: Type.Optional(
        Type.Array(Permission, {
          description: 'Levels of the principal, direct and inherited; of direct ones only the strongest.',
        }),
      ),
      display_name: Type.Optional(
        Type.String({ description: 'Name of the user or service principal as people read it; absent for groups.' }),
      ),
      ...principalNames,
    },
    {
      title: `${prefix}AccessControlResponse`,
      description: `What one principal holds on ${noun}. Exactly one of the three principal names is set.`,
    },
  );
  const Permissions = Type.Object(
    {
      access_control_list: Type.Optional(
        Type.Array(AccessControlResponse, {
          description:
            'One entry for each principal that holds a level, directly or by inheritance, in no promised order.',
        }),
      ),
      object_id: Type.Optional(Type.String({ description: objectId })),
      object_type: Type.Optional(Type.String({ description: objectType })),
    },
    {
      title: `${prefix === '' ? 'Object' : prefix}Permissions`,
      description: `Who holds which permission level on ${noun}.`,
    },
  );
  return { Permission, AccessControlResponse, Permissions };
};

/**
 * The models of an access control list. Each kind of object has its own levels and its own names; the rest is the same,
 * as in the Permissions API of Databricks.
 *
 * @returns the models by the names that those of a cluster have without `Cluster`
 */
export const accessControlModels = <Level extends TSchema>(kind: PermissionKind<Level>) => {
  const AccessControlRequest = Type.Object(
    {
      ...principalNames,
      permission_level: Type.Optional(
        described(kind.level, 'Level to give; it replaces the one that the principal holds directly.'),
      ),
    },
    {
      title: `${kind.prefix}AccessControlRequest`,
      description: `A permission level to give to one principal on ${kind.noun}. Exactly one of the three principal names must be set.`,
    },
  );
  return { ...levelModels(kind), ...listModels(kind), AccessControlRequest };
};
