/** A policy document of AWS, of the parts that session policies here use. */
export interface SessionPolicy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly {
    readonly Effect: 'Allow';
    readonly Action: readonly string[];
    readonly Resource: readonly string[];
    readonly Condition?: { readonly StringLike: Readonly<Record<string, readonly string[]>> };
  }[];
}

/** What is asked for. */
export interface PolicyRequest {
  readonly action: string;
  readonly resource: string;
  /** Values of condition keys. */
  readonly context: Readonly<Record<string, string>>;
}

/** `*` and `?` stand for any text and any character; `${*}`, `${?}` and `${$}` for themselves. */
const matches = (pattern: string, text: string): boolean => {
  const source = pattern.replace(/\$\{([*?$])\}|([*?])|[\s\S]/g, (part, literal?: string, wildcard?: string) => {
    if (wildcard !== undefined) return wildcard === '*' ? '[^]*' : '[^]';
    return (literal ?? part).replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  });
  return new RegExp(`^${source}$`, 'u').test(text);
};

/** Whether a statement of a policy allows a request. An unknown part of a statement allows nothing. */
export const isActionAllowed = ({ Statement }: SessionPolicy, { action, resource, context }: PolicyRequest): boolean =>
  Statement.some(({ Effect, Action, Resource, Condition = { StringLike: {} }, ...others }) => {
    if (Effect !== 'Allow' || Object.keys(others).length > 0) return false;
    const { StringLike, ...operators } = Condition;
    return (
      Action.includes(action) &&
      Resource.some(pattern => matches(pattern, resource)) &&
      Object.keys(operators).length === 0 &&
      Object.entries(StringLike).every(([key, patterns]) =>
        patterns.some(pattern => matches(pattern, context[key] ?? '')),
      )
    );
  });
