import { Int64, Type } from '../schema.ts';

export const Possession = Type.Object(
  {
    type: Type.String({ description: 'Kind of the object, as grants spell it, such as `SHARE` or `TABLE`.' }),
    name: Type.String({ description: 'Full name of the object.' }),
  },
  { title: 'Possession', description: 'An object that a deleted principal owned.' },
);

/** The answer of deleting a user, a service principal or a group. Databricks answers nothing, and its clients read nothing. */
export const DeletedPrincipal = Type.Object(
  {
    removed: Type.Optional(
      Type.Record(Type.String(), Int64({ description: 'How many things of this kind there were.' }), {
        description:
          'What went with the principal: how many things of each kind, such as `memberships` or `tokens`. Absent when `strict` is set.',
      }),
    ),
    owned: Type.Optional(
      Type.Array(Possession, {
        description:
          'What the principal owned. It stays, and an administrator can give it another owner. Absent when `strict` is set.',
      }),
    ),
  },
  { title: 'DeletedPrincipal', description: "What the deletion of a principal meant to others; Boathouse's own." },
);
