import type { Rule } from './rule.ts';
import { authorizationRules } from './rules/authorization.ts';
import { changesRules } from './rules/changes.ts';
import { discoveryRules } from './rules/discovery.ts';
import { fileRules } from './rules/files.ts';
import { formatRules } from './rules/formats.ts';
import { hintRules } from './rules/hints.ts';
import { metadataRules } from './rules/metadata.ts';
import { pagingRules } from './rules/paging.ts';
import { queryRules } from './rules/query.ts';
import { streamRules } from './rules/stream.ts';
import { timeTravelRules } from './rules/time-travel.ts';
import { versionRules } from './rules/version.ts';

/** Every rule, in the order in which they are tried and reported. */
export const rules: readonly Rule[] = [
  ...authorizationRules,
  ...discoveryRules,
  ...versionRules,
  ...metadataRules,
  ...queryRules,
  ...formatRules,
  ...fileRules,
  ...hintRules,
  ...timeTravelRules,
  ...pagingRules,
  ...streamRules,
  ...changesRules,
];
