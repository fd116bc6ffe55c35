import { expect } from 'vitest';
import { answered, type Denial, stranger } from '../denial.ts';

const group = (name: string) => expect.objectContaining({ display: name });

export const identityDenials: Readonly<Record<string, Denial>> = {
  'currentUser.me': answered(expect.objectContaining({ userName: stranger, groups: [group('users')] })),
};
