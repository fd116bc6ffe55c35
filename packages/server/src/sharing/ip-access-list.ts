import { BlockList, isIPv4 } from 'node:net';
import { ApiError } from '../http/api-error.ts';

/** Databricks takes this many entries in a list. */
const maxEntries = 100;

const parse = (entry: string): { address: string; prefix: number } | undefined => {
  const [address = '', prefix = '32', ...rest] = entry.split('/');
  const bits = /^\d{1,2}$/.test(prefix) ? Number(prefix) : 33;
  return isIPv4(address) && bits <= 32 && rest.length === 0 ? { address, prefix: bits } : undefined;
};

/**
 * Checks the entries of an IP access list: IPv4 addresses and CIDR blocks.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE naming the entry that is wrong
 */
export const checkAddresses = (entries: readonly string[]): void => {
  if (entries.length > maxEntries) {
    throw new ApiError(
      'INVALID_PARAMETER_VALUE',
      `An IP access list has at most ${maxEntries} entries, not ${entries.length}.`,
    );
  }
  const wrong = entries.find(entry => parse(entry) === undefined);
  if (wrong === undefined) return;
  throw new ApiError(
    'INVALID_PARAMETER_VALUE',
    `'${wrong.slice(0, 60)}' is not an IPv4 address or CIDR block, such as 203.0.113.7 or 203.0.113.0/24.`,
  );
};

/** Whether a list lets an address in. An empty list lets everybody in. */
export const allows = (entries: readonly string[], address: string): boolean => {
  if (entries.length === 0) return true;
  const list = new BlockList();
  for (const entry of entries) {
    const block = parse(entry);
    if (block !== undefined) list.addSubnet(block.address, block.prefix, 'ipv4');
  }
  // IPv4 callers of a socket that speaks both arrive as ::ffff:203.0.113.7.
  const plain = address.replace(/^::ffff:/i, '');
  return isIPv4(plain) && list.check(plain, 'ipv4');
};

/** @throws ApiError PERMISSION_DENIED when the list does not let the address in */
export const requireAllowed = (entries: readonly string[], address: string): void => {
  if (!allows(entries, address)) {
    throw new ApiError('PERMISSION_DENIED', `The address ${address} is not on the IP access list of the recipient.`);
  }
};
