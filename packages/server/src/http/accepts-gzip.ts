/** One entry of `Accept-Encoding`: a coding, and how much it is wanted. */
const entry = /^(gzip|x-gzip|\*)(;q=([\d.]+))?$/;

/**
 * Whether a client takes gzip, by RFC 9110 §12.5.3: a weight of 0 means that it does not, and `*` stands for what is not
 * named.
 *
 * @param header `Accept-Encoding`; undefined when it was not sent
 */
export const acceptsGzip = (header: string | readonly string[] | undefined): boolean => {
  const entries = String(header ?? '')
    .toLowerCase()
    .split(',')
    .map(part => entry.exec(part.replaceAll(/\s/g, '')))
    .filter(match => match !== null);
  const named = entries.find(([, coding]) => coding !== '*') ?? entries[0];
  return named !== undefined && Number(named[3] ?? 1) > 0;
};
