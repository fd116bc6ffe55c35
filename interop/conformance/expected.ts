import type { SavedResult } from './saved-results.ts';

/** What the protocol leaves to a server, and Boathouse does not do, or not on the stores that are tried here: by rule, why. */
const notOffered: Readonly<Record<string, string>> = {
  'directory/location': 'None of these stores gives temporary credentials.',
  'directory/credentials': 'None of these stores gives temporary credentials.',
  'directory/elsewhere': 'None of these stores gives temporary credentials.',
  'opensharing/volume-credentials': 'None of these stores gives temporary credentials.',
  'opensharing/skills': 'Boathouse shares no skills.',
  'opensharing/models': 'Boathouse shares no models.',
};

/** Whether a result is another than Boathouse should have: a rule that was not tried says nothing. */
export const isUnexpected = ({ rule, outcome }: SavedResult): boolean =>
  outcome !== (Object.hasOwn(notOffered, rule.id) ? 'not offered' : 'pass');

/** Whether a run is as it should be. One without rules says nothing. */
export const isAsExpected = (results: readonly SavedResult[]): boolean =>
  results.length > 0 && !results.some(isUnexpected);
