/** The header in which a client says what it understands, and the server what it chose. */
export const capabilitiesHeader = 'delta-sharing-capabilities';

/** What a client says that it understands. */
export interface Capabilities {
  /** The response formats that it takes, in lower case; undefined when it names none. */
  readonly formats: readonly string[] | undefined;
  /** The reader features that it knows, in lower case. */
  readonly readerFeatures: ReadonlySet<string>;
  /** Whether it wants a last line that says that the answer is whole. */
  readonly endStreamAction: boolean;
  /** Whether it can be told to come back later. */
  readonly asyncQuery: boolean;
}

/** `key=v1,v2;key2=v`; case does not matter. */
const parse = (header: string): ReadonlyMap<string, readonly string[]> =>
  new Map(
    header
      .toLowerCase()
      .split(';')
      .filter(part => part.includes('='))
      .map(part => {
        const [key = '', values = ''] = part.split('=', 2);
        const words = values.split(',').map(value => value.trim());
        return [key.trim(), words.filter(word => word !== '')];
      }),
  );

/**
 * Reads the capabilities header of a request. Keys that are not known are ignored.
 *
 * @param header its value; undefined when it was not sent
 */
export const readCapabilities = (header: string | undefined): Capabilities => {
  const values = parse(header ?? '');
  const isTrue = (key: string): boolean => values.get(key)?.[0] === 'true';
  const formats = values.get('responseformat') ?? [];
  return {
    formats: formats.length === 0 ? undefined : formats,
    readerFeatures: new Set(values.get('readerfeatures')),
    endStreamAction: isTrue('includeendstreamaction'),
    asyncQuery: isTrue('asyncquery'),
  };
};
