import { described, Type } from '../schema.ts';
import { ComplexValue, Name, UserSchema } from './models.ts';

export const CreateUserRequest = Type.Object({
  active: Type.Optional(Type.Boolean({ description: 'Whether the user may authenticate; absent means true.' })),
  displayName: Type.Optional(
    Type.String({
      description: 'Full name shown to people; need not be unique. Absent: made from `name` or `userName`.',
    }),
  ),
  emails: Type.Optional(
    Type.Array(ComplexValue, {
      description: 'E-mail addresses, one of them with `primary`; absent means `userName` as the work address.',
    }),
  ),
  entitlements: Type.Optional(
    Type.Array(ComplexValue, {
      description: 'Entitlements to hold directly, each in `value`; effective ones include those of all groups.',
    }),
  ),
  externalId: Type.Optional(
    Type.String({
      description:
        "Identifier of the same user in the caller's identity provider; stored and returned, never interpreted.",
    }),
  ),
  groups: Type.Optional(
    Type.Array(ComplexValue, {
      description:
        'Groups to join at once, each by its numeric id in `value`; `users` and those marked `indirect` are left out.',
    }),
  ),
  id: Type.Optional(
    Type.String({ description: 'Ignored: the server chooses the id. Accepted because clients send whole resources.' }),
  ),
  name: Type.Optional(described(Name, 'Given and family name of the user.')),
  roles: Type.Optional(
    Type.Array(ComplexValue, {
      description:
        'Opaque role names, each in `value`, stored and returned unchanged; this workspace attaches no rights to them.',
    }),
  ),
  schemas: Type.Optional(
    Type.Array(UserSchema, { description: 'SCIM schema URNs of the body; absent means those of a user.' }),
  ),
  userName: Type.Optional(
    Type.String({
      description: 'Sign-in name in e-mail form, unique in the workspace without regard to case. It must be given.',
    }),
  ),
});

export const UpdateUserRequest = Type.Object({
  id: Type.String({ description: 'Numeric id of the user, from `id`; anything not numeric is not found.' }),
  active: Type.Optional(
    Type.Boolean({
      description: 'Whether the user may authenticate. False keeps tokens and memberships but refuses them all.',
    }),
  ),
  displayName: Type.Optional(Type.String({ description: 'New full name shown to people; need not be unique.' })),
  emails: Type.Optional(
    Type.Array(ComplexValue, { description: 'Ignored when different: e-mail addresses are fixed at creation.' }),
  ),
  entitlements: Type.Optional(
    Type.Array(ComplexValue, {
      description: 'New direct entitlements, each in `value`; the list replaces the present one.',
    }),
  ),
  externalId: Type.Optional(
    Type.String({
      description:
        "Identifier of the same user in the caller's identity provider; stored and returned, never interpreted.",
    }),
  ),
  groups: Type.Optional(
    Type.Array(ComplexValue, {
      description:
        'Ignored: membership is changed on the group. Accepted because clients send back what they have read.',
    }),
  ),
  name: Type.Optional(described(Name, 'Given and family name of the user.')),
  roles: Type.Optional(
    Type.Array(ComplexValue, {
      description: 'New opaque role names, each in `value`; the list replaces the present one. Absent keeps it.',
    }),
  ),
  schemas: Type.Optional(
    Type.Array(UserSchema, { description: 'SCIM schema URNs of the body; absent means those of a user.' }),
  ),
  userName: Type.Optional(
    Type.String({ description: 'Sign-in name in e-mail form; fixed at creation, a different value is ignored.' }),
  ),
});
