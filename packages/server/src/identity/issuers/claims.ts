/** What a verified token says. */
export type Claims = Readonly<Record<string, unknown>>;

/** Claims by name, each with patterns of which one must match. */
export type ClaimRules = Readonly<Record<string, readonly string[]>>;

/** The value of a claim that is a text and not empty. */
export const textClaim = (claims: Claims, name: string): string | undefined => {
  const value = Object.hasOwn(claims, name) ? claims[name] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/**
 * Whether a text is what a pattern says; `*` in it stands for anything. Compared part by part instead of as a regular
 * expression, whose time a long text could stretch.
 */
export const matches = (pattern: string, text: string): boolean => {
  const [first = '', ...rest] = pattern.split('*');
  if (!text.startsWith(first)) return false;
  const last = rest.pop();
  if (last === undefined) return text === first;
  let from = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, from);
    if (found === -1) return false;
    from = found + part.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
};

const textsOf = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(item => textsOf(item));
  return ['string', 'number', 'boolean'].includes(typeof value) ? [String(value)] : [];
};

/**
 * The first claim that breaks a rule; undefined when all hold. `*` in a pattern stands for anything; of a claim that is
 * a list, one item has to match.
 */
export const brokenRule = (claims: Claims, rules: ClaimRules): string | undefined =>
  Object.entries(rules).find(([name, patterns]) => {
    const texts = Object.hasOwn(claims, name) ? textsOf(claims[name]) : [];
    return !texts.some(text => patterns.some(pattern => matches(pattern, text)));
  })?.[0];
