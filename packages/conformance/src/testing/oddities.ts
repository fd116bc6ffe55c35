import type { Answered, Asked, Oddity } from './odd-proxy.ts';

// Answers are those of a correct server, whose shapes are known.
// biome-ignore lint/suspicious/noExplicitAny: they are changed in every place, which types would only hinder.
type Json = any;

/** Which requests are meant: by their path and query, or by their body. */
export type Which = RegExp | ((asked: Asked) => boolean);

const isMeant = (which: Which, asked: Asked): boolean =>
  which instanceof RegExp ? which.test(`${asked.method} ${asked.url} ${asked.body}`) : which(asked);

/** Says something else to requests that are meant. */
export const say = (which: Which, change: (answered: Answered, asked: Asked) => Answered): Oddity => ({
  say: (answered, asked) => (isMeant(which, asked) ? change(answered, asked) : answered),
});

/** Takes requests that are meant for others. */
export const hear = (which: Which, change: (asked: Asked) => Partial<Asked>): Oddity => ({
  hear: asked => (isMeant(which, asked) ? { ...asked, ...change(asked) } : asked),
});

/** Takes no notice of a field of bodies. */
export const deafTo = (field: string): Oddity =>
  hear(/^POST .*\{/s, ({ body }) => {
    const { [field]: _, ...rest } = JSON.parse(body);
    return { body: JSON.stringify(rest) };
  });

const noError = '{}';

/** Refuses nothing: whatever is an error is a success. */
export const forgiving = say(/./, answered =>
  answered.status < 400 ? answered : { ...answered, status: 200, body: noError },
);

/** Has another status, with an error of the right form. */
export const answering = (
  which: Which,
  status: number,
  body: Json = { errorCode: 'ODD', message: 'It is odd.' },
): Oddity =>
  say(which, answered => ({
    ...answered,
    status,
    body: JSON.stringify(body),
    headers: { ...answered.headers, 'content-type': 'application/json' },
  }));

/** Answers errors with another status. */
export const failingWith = (status: number): Oddity =>
  say(/./, answered => (answered.status < 400 ? answered : { ...answered, status }));

/** Says a header otherwise. */
export const heading = (which: Which, name: string, value: string | ((old: string) => string)): Oddity =>
  say(which, answered => {
    const old = answered.headers[name];
    const changed = typeof value === 'string' ? value : value(old ?? '');
    return { ...answered, headers: { ...answered.headers, [name]: changed } };
  });

/** Changes the JSON of successful answers. */
export const json = (which: Which, change: (value: Json) => unknown): Oddity =>
  say(which, answered =>
    answered.status === 200 ? { ...answered, body: JSON.stringify(change(JSON.parse(answered.body))) } : answered,
  );

/** Changes every item of a list. */
export const items = (which: Which, change: (item: Json) => Json): Oddity =>
  json(which, page => (page.items === undefined ? page : { ...page, items: page.items.map(change) }));

/** Changes the lines of successful answers: each is JSON. */
export const lines = (which: Which, change: (lines: Json[]) => Json[]): Oddity =>
  say(which, answered => {
    if (answered.status !== 200 || !answered.body.startsWith('{"')) return answered;
    const read = answered.body
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line));
    return {
      ...answered,
      body: change(read)
        .map(line => `${JSON.stringify(line)}\n`)
        .join(''),
    };
  });

/** Whether a line is of a data file. */
const isFile = (line: Json): boolean =>
  !['protocol', 'metaData', 'endStreamAction'].includes(Object.keys(line)[0] ?? '');

/** Changes the one object of each line of a data file. */
export const files = (which: Which, change: (file: Json) => Json): Oddity =>
  lines(which, all =>
    all.map(line => {
      const [kind = ''] = Object.keys(line);
      return isFile(line) ? { [kind]: change(line[kind]) } : line;
    }),
  );

/** Leaves out the last line of a data file. */
export const losing = (which: Which): Oddity =>
  lines(which, all => {
    const last = all.findLastIndex(isFile);
    return all.filter((_, index) => index !== last);
  });

/** Leaves out every line of a data file. */
export const empty = (which: Which): Oddity => lines(which, all => all.filter(line => !isFile(line)));

/** Changes the metadata, of either format. */
export const metaData = (which: Which, change: (fields: Json) => Json): Oddity =>
  lines(which, all =>
    all.map(line => {
      if (line.metaData === undefined) return line;
      const { deltaMetadata } = line.metaData;
      if (deltaMetadata === undefined) return { metaData: change(line.metaData) };
      return { metaData: { ...line.metaData, deltaMetadata: change(deltaMetadata) } };
    }),
  );

/** Says a last line that nobody wanted, or another one. */
export const ending = (which: Which, change: (end: Json) => Json | undefined): Oddity =>
  lines(which, all => {
    const end = change(all.at(-1)?.endStreamAction);
    const rest = all.filter(line => line.endStreamAction === undefined);
    return end === undefined ? rest : [...rest, { endStreamAction: end }];
  });
