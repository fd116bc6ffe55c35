import type { audit } from '@boathouse/sdk';
import { printable } from '../output/printable.ts';

/** Parameters that say what an action was about, the first that is there. */
const subjects = ['name', 'full_name', 'table', 'share', 'scope', 'recipient_name', 'user_name', 'userName', 'id'];

const whoOf = ({ recipient_name, user_identity }: audit.AuditRecord): string =>
  recipient_name ?? user_identity?.email ?? user_identity?.subject_name ?? '-';

const detailsOf = ({ request_params, response }: audit.AuditRecord): string => {
  const subject = subjects.find(name => request_params[name] !== undefined);
  const about = subject === undefined ? [] : [`${subject}=${request_params[subject]}`];
  return [...about, response.error_message ?? [], response.result ?? []].flat().join('  ');
};

/**
 * A record as one line for people: time, status, who, what, and what it was about.
 *
 * @param width of the terminal, in characters
 */
export const recordLine = (record: audit.AuditRecord, width: number): string => {
  const time = new Date(record.event_time).toISOString().slice(0, 19).replace('T', ' ');
  const cells = [time, String(record.response.status_code), whoOf(record).padEnd(20), record.action_name.padEnd(24)];
  const line = `${cells.map(printable).join('  ')}  ${printable(detailsOf(record))}`.trimEnd();
  return line.length > width ? `${line.slice(0, width - 1)}…` : line;
};
