/** The domains of the house. Each has a folder of this name in every package that has something of it. */
export const domains = [
  'audit',
  'identity',
  'permissions',
  'tokens',
  'secrets',
  'catalog',
  'sharing',
  'delta-sharing',
  'sql',
  'clusters',
  'marketplace',
  'partner-connect',
] as const;

export type Domain = (typeof domains)[number];
