import { ensureRefused, ensureSame, itemsOf, jsonOf } from '../answers.ts';
import type { Reply } from '../exchange.ts';
import { ensure, NotOffered, TooLarge } from '../finding.ts';
import type { Rule, Trial } from '../rule.ts';
import { listAll, listTables, segment, tablePath } from '../survey.ts';
import { anyFormat, sendQuery } from '../table-calls.ts';
import { isObject } from '../table-lines.ts';

type Fields = Readonly<Record<string, unknown>>;

const requirement = 'Delta Sharing Protocol, "List Shares", "List Schemas in a Share" and "List Tables in a Schema"';

const shares = ({ send }: Trial) => listAll(send, '/shares');

/** Each share with the schemas and tables that are listed in it. */
const contents = async (trial: Trial) => {
  const listed: { readonly share: Fields; readonly schemas: readonly Fields[]; readonly tables: readonly Fields[] }[] =
    [];
  for (const share of await shares(trial)) {
    const path = `/shares/${segment(share['name'])}`;
    const schemas = await listAll(trial.send, `${path}/schemas`);
    listed.push({ share, schemas, tables: await listAll(trial.send, `${path}/all-tables`) });
  }
  return listed;
};

/** What no name may hold: blanks, slashes and control characters; in schemas and tables dots too. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the protocol forbids exactly these.
const forbidden = /[ /\u0000-\u001f\u007f]/;

const checkName = (name: unknown, what: string): void => {
  ensure(typeof name === 'string' && name !== '', `A ${what} has no name.`);
  ensure([...name].length <= 255, `The name of a ${what} has more than 255 characters.`);
  ensure(
    !forbidden.test(name),
    `The name ${JSON.stringify(name)} of a ${what} holds a blank, a slash or a control character.`,
  );
  ensure(what === 'share' || !name.includes('.'), `The name ${name} of a ${what} holds a dot.`);
};

const checkText = (fields: Fields, field: string, longest: number): void => {
  const value = fields[field];
  ensure(value === undefined || value === null || typeof value === 'string', `${field} is no text.`);
  ensure([...String(value ?? '')].length <= longest, `${field} has more than ${longest} characters.`);
};

const checkProperties = ({ properties }: Fields): void => {
  ensure(isObject(properties ?? {}), 'properties is no object.');
  const pairs = Object.entries(properties ?? {});
  ensure(pairs.length <= 50, `There are ${pairs.length} properties instead of 50 at most.`);
  for (const [key, value] of pairs) {
    ensure(typeof value === 'string', `The property ${key} is no text.`);
    ensure([...key].length <= 255 && [...value].length <= 1000, `The property ${key.slice(0, 80)} is too long.`);
  }
};

/** An answer; undefined for one that is larger than the suite reads, which shows that the table can be read. */
const readable = async (answer: Promise<Reply>): Promise<Reply | undefined> => {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof TooLarge) return undefined;
    throw error;
  }
};

export const listedItemRules: readonly Rule[] = [
  {
    id: 'discovery/places',
    title: 'Each schema names its share, and each table its schema and share, as they are listed',
    requirement,
    protects: 'Clients build share.schema.table from these fields.',
    level: 'core',
    check: async trial => {
      for (const { share, schemas, tables } of await contents(trial)) {
        for (const { name, share: own } of schemas) {
          ensure(own === share['name'], `The schema ${name} of ${share['name']} says that its share is ${own}.`);
        }
        for (const { name, share: own, schema } of tables) {
          ensure(own === share['name'], `The table ${name} of ${share['name']} says that its share is ${own}.`);
          const listed = schemas.some(item => item['name'] === schema);
          ensure(listed, `The table ${name} is in the schema ${schema}, which is not listed.`);
        }
      }
    },
  },
  {
    id: 'discovery/every-table',
    title: 'Every table that is listed can be read, or is refused with an error that says why',
    requirement: 'Delta Sharing Protocol, "List all Tables in a Share" and "Query Table Metadata"',
    protects: 'Clients that open whatever is listed: one table that fails is not to stop them.',
    level: 'core',
    check: async ({ send }) => {
      for (const { share, schema, name } of await listTables(send)) {
        const path = tablePath(share, schema, name);
        const replies = [
          await send({ path: `${path}/metadata`, headers: anyFormat }),
          await readable(sendQuery({ send }, path, { limitHint: 1 }, anyFormat)),
        ].filter(reply => reply !== undefined);
        const wrong = replies.find(({ status }) => status !== 200 && (status < 400 || status >= 500));
        ensure(wrong === undefined, `${share}.${schema}.${name} is answered with status ${wrong?.status}.`);
        for (const reply of replies.filter(({ status }) => status !== 200)) ensureRefused(reply, reply.status);
      }
    },
  },
  {
    id: 'discovery/names',
    title: 'Names have at most 255 characters and none that the protocol forbids',
    requirement: 'Delta Sharing Protocol, names of shares, schemas and tables',
    protects: 'Clients cut share.schema.table at its dots, and put names into URLs.',
    level: 'full',
    check: async trial => {
      for (const { share, schemas, tables } of await contents(trial)) {
        checkName(share['name'], 'share');
        for (const { name } of schemas) checkName(name, 'schema');
        for (const { name } of tables) checkName(name, 'table');
      }
    },
  },
  {
    id: 'discovery/share-fields',
    title: 'A share is the same in the list and by its name, and its texts and properties keep their limits',
    requirement: 'Delta Sharing Protocol, "List Shares" and "Get Share": id, displayName, comment, properties',
    protects: 'Clients show these fields, and keep them in columns of that width.',
    level: 'full',
    check: async trial => {
      for (const listed of await shares(trial)) {
        checkText(listed, 'id', Number.POSITIVE_INFINITY);
        checkText(listed, 'displayName', 255);
        checkText(listed, 'comment', 65_536);
        checkProperties(listed);
        const path = `/shares/${segment(listed['name'])}`;
        const { share } = jsonOf(await trial.send({ path }));
        ensure(isObject(share), `${path} answers no share.`);
        for (const field of ['name', 'id', 'displayName', 'comment']) {
          const [own, other] = [share[field] ?? undefined, listed[field] ?? undefined];
          ensure(
            own === other || own === undefined || other === undefined,
            `${field} of ${listed['name']} is another in the list.`,
          );
        }
      }
    },
  },
  {
    id: 'discovery/table-ids',
    title: 'Ids of tables are unique within their share, and shareId is the id of the share',
    requirement: 'Delta Sharing Protocol, "List Tables in a Schema": id and shareId, which are optional',
    protects: 'Databricks as a recipient keeps tables by their ids.',
    level: 'full',
    check: async trial => {
      let seen = false;
      for (const { share, tables } of await contents(trial)) {
        const ids = tables.map(({ id }) => id).filter(id => id !== undefined && id !== null);
        if (ids.length === 0) continue;
        seen = true;
        ensureSame(ids.map(String), [...new Set(ids.map(String))], `Ids of the tables of ${share['name']}`);
        for (const { name, shareId } of tables) {
          const isOwn = (shareId ?? share['id'] ?? null) === (share['id'] ?? shareId ?? null);
          ensure(isOwn, `${name} has the shareId ${shareId}, and its share the id ${share['id']}.`);
        }
      }
      if (!seen) throw new NotOffered('The server lists tables without ids.');
    },
  },
  {
    id: 'discovery/table-fields',
    title: 'accessModes of a table are url and dir, and its location and auxiliaryLocations are texts',
    requirement: 'Delta Sharing Protocol, "List Tables in a Schema": accessModes, location, auxiliaryLocations',
    protects: 'Clients choose by accessModes how they read a table.',
    level: 'full',
    check: async trial => {
      for (const { tables } of await contents(trial)) {
        for (const { name, accessModes, location, auxiliaryLocations } of tables) {
          const [modes, others] = [accessModes ?? [], auxiliaryLocations ?? []];
          const known = Array.isArray(modes) && modes.every(mode => mode === 'url' || mode === 'dir');
          ensure(known, `accessModes of ${name} are ${JSON.stringify(modes)}.`);
          ensure(typeof (location ?? '') === 'string', `The location of ${name} is no text.`);
          const texts = Array.isArray(others) && others.every(text => typeof text === 'string');
          ensure(texts, `auxiliaryLocations of ${name} is no list of texts.`);
        }
      }
    },
  },
  {
    id: 'discovery/most-results',
    title: 'The largest maxResults gives a page like any other, or is refused with 400 and an error that says so',
    requirement: 'Delta Sharing Protocol, "List Shares": maxResults is an Int32; servers may return fewer',
    protects: 'Clients that want all at once.',
    level: 'full',
    check: async trial => {
      for (const path of ['/shares', `/shares/${segment(trial.tableWith().share)}/all-tables`]) {
        const reply = await trial.send({ path: `${path}?maxResults=2147483647` });
        // A server may have a limit of its own, and say so.
        if (reply.status === 400) {
          ensureRefused(reply, 400);
          continue;
        }
        const page = jsonOf(reply);
        const isPage = itemsOf(page).length > 0 || Boolean(page['nextPageToken']);
        ensure(isPage, `${path}?maxResults=2147483647 has no items and no further page.`);
      }
    },
  },
];
