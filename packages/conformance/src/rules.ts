import type { Rule } from './rule.ts';
import { asyncRules } from './rules/async-queries.ts';
import { authorizationRules } from './rules/authorization.ts';
import { badInputRules, exhaustingRules } from './rules/bad-input.ts';
import { changedDataRules } from './rules/changed-data.ts';
import { changesRules } from './rules/changes.ts';
import { changingTableRules } from './rules/changing-tables.ts';
import { clientRules } from './rules/clients.ts';
import { columnRules } from './rules/columns.ts';
import { contentsRules } from './rules/contents.ts';
import { deltaFormatRules } from './rules/delta-format.ts';
import { directoryRules } from './rules/directory-access.ts';
import { discoveryRules } from './rules/discovery.ts';
import { errorRules } from './rules/errors.ts';
import { fileRules } from './rules/files.ts';
import { formatRules } from './rules/formats.ts';
import { hintKindRules } from './rules/hint-kinds.ts';
import { hintRules } from './rules/hints.ts';
import { knownChangesRules } from './rules/known-changes.ts';
import { knownHistoryRules } from './rules/known-history.ts';
import { listedItemRules } from './rules/listed-items.ts';
import { metadataRules } from './rules/metadata.ts';
import { metadataOfVersionRules } from './rules/metadata-of-versions.ts';
import { momentRules } from './rules/moments.ts';
import { openSharingRules } from './rules/opensharing.ts';
import { pagingRules } from './rules/paging.ts';
import { changePagingRules } from './rules/paging-of-changes.ts';
import { queryRules } from './rules/query.ts';
import { sharedHistoryRules } from './rules/shared-history.ts';
import { streamRules } from './rules/stream.ts';
import { timeTravelRules } from './rules/time-travel.ts';
import { tokenRules } from './rules/tokens.ts';
import { urlRules } from './rules/urls.ts';
import { versionRules } from './rules/version.ts';

/** Every rule, in the order in which they are tried and reported. */
export const rules: readonly Rule[] = [
  ...authorizationRules,
  ...discoveryRules,
  ...listedItemRules,
  ...errorRules,
  ...badInputRules,
  ...versionRules,
  ...metadataRules,
  ...metadataOfVersionRules,
  ...queryRules,
  ...columnRules,
  ...formatRules,
  ...deltaFormatRules,
  ...fileRules,
  ...urlRules,
  ...hintRules,
  ...hintKindRules,
  ...timeTravelRules,
  ...momentRules,
  ...pagingRules,
  ...streamRules,
  ...changesRules,
  ...changedDataRules,
  ...changePagingRules,
  ...tokenRules,
  ...asyncRules,
  ...clientRules,
  ...contentsRules,
  ...knownChangesRules,
  ...knownHistoryRules,
  ...changingTableRules,
  ...sharedHistoryRules,
  ...directoryRules,
  ...openSharingRules,
  ...exhaustingRules,
];
