import type { Result } from '../run-rules.ts';

/** The area of a result's rule: what stands before the slash in its id. */
export const areaOf = ({ rule }: Pick<Result, 'rule'>): string => rule.id.slice(0, rule.id.indexOf('/'));
