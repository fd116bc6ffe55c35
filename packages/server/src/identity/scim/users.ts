import { type RequestOf, users } from '@boathouse/contract';
import { authenticateCaller } from '../../http/authentication.ts';
import { type Handlers, type Room, room } from '../../http/handlers.ts';
import type { Email } from '../principals.ts';
import { createPrincipal } from './create.ts';
import { deletePrincipal } from './delete.ts';
import { blankDraft, checkText, type Draft, valuesIn } from './draft.ts';
import { invalidValue } from './errors.ts';
import { findPrincipal } from './find.ts';
import { listResources, projectionFor } from './list.ts';
import { patchPrincipal } from './patch-principal.ts';
import { project } from './projection.ts';
import { resourceTypes } from './resource-type.ts';
import { toUser } from './resources.ts';
import { updatePrincipal } from './update.ts';

const type = resourceTypes.USER;

type CreateRequest = RequestOf<typeof users.operations.create>;

const userNameOf = ({ userName }: CreateRequest): string => {
  if (userName === undefined) throw invalidValue('A user must have a userName: an e-mail address.');
  checkText('userName', userName, 255);
  if (!/^[^\s@]+@[^\s@]+$/.test(userName)) {
    throw invalidValue(`The userName ${JSON.stringify(userName)} is no e-mail address.`);
  }
  return userName;
};

const emailsOf = ({ emails = [] }: CreateRequest): readonly Email[] | undefined => {
  const given = emails.flatMap(({ value = '', type: kind, primary }) =>
    value === '' ? [] : [{ type: kind ?? 'work', value, ...(primary === undefined ? {} : { primary }) }],
  );
  if (given.length > 20) throw invalidValue('Attribute emails must have at most 20 values.');
  for (const email of given) {
    checkText('emails.value', email.value, 255);
    checkText('emails.type', email.type, 255);
  }
  return given.length === 0 ? undefined : given;
};

/** What a whole resource says, beside what is there before. Absent lists are empty; what clients leave out stays. */
const draftFrom = (request: Omit<CreateRequest, 'id'>, before: Draft): Draft => ({
  ...before,
  displayName: request.displayName ?? before.displayName,
  active: request.active ?? before.active,
  externalId: request.externalId ?? null,
  givenName: request.name === undefined ? before.givenName : (request.name.givenName ?? null),
  familyName: request.name === undefined ? before.familyName : (request.name.familyName ?? null),
  entitlements: valuesIn(request.entitlements),
  roles: request.roles === undefined ? before.roles : valuesIn(request.roles),
});

const fullName = ({ name }: CreateRequest): string | undefined =>
  [name?.givenName, name?.familyName].filter(part => part !== undefined && part !== '').join(' ') || undefined;

/** Groups to join at once. Those that are given back as `indirect` follow from others. */
export const groupsToJoin = (groups: CreateRequest['groups']): readonly string[] =>
  valuesIn(groups?.filter(group => group.type !== 'indirect'));

/** The operations of `users` that are about an access control list, which a domain above identity answers. */
type PasswordHandlers = Pick<
  Handlers<typeof users>,
  'getPermissionLevels' | 'getPermissions' | 'setPermissions' | 'updatePermissions'
>;

const scimHandlers: Omit<Handlers<typeof users>, keyof PasswordHandlers> = {
  create: async (request, context) => {
    const userName = userNameOf(request);
    const blank = { ...blankDraft(userName), displayName: fullName(request) ?? userName };
    const { row, related } = await createPrincipal(context, type, {
      draft: draftFrom(request, blank),
      emails: emailsOf(request),
      groups: groupsToJoin(request.groups),
    });
    return toUser(row, related);
  },

  get: async (request, context) => {
    const projection = projectionFor(context, type, request);
    const { row, related } = await findPrincipal(context.workspace.database.read, type, request.id, projection);
    return project(projection, toUser(row, related));
  },

  list: (request, context) => listResources(context, type, request, toUser),

  patch: async (request, context) => {
    const { row, related } = await patchPrincipal(context, type, request);
    return toUser(row, related);
  },

  update: async ({ id, ...request }, context) => {
    const { row, related } = await updatePrincipal(context, type, id, before => ({
      draft: draftFrom(request, before),
      members: [],
    }));
    return toUser(row, related);
  },

  delete: ({ id }, context) => deletePrincipal(context, type, id),
};

export const usersRoom = (passwords: PasswordHandlers): Room =>
  room(users, authenticateCaller, { ...scimHandlers, ...passwords });
