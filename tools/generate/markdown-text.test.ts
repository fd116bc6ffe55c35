import { expect, it } from 'vitest';
import { codeBlock, headingAnchor, markdownText } from './markdown-text.ts';

it('shows text as it is, on one line', () => {
  expect(markdownText('a | b\n  <c> `d` _e_ *f* [g]')).toBe('a \\| b \\<c\\> \\`d\\` \\_e\\_ \\*f\\* \\[g\\]');
});

it('makes the anchor that GitHub makes of a heading', () => {
  expect(headingAnchor('time-travel/one-at-a-time')).toBe('time-travelone-at-a-time');
  expect(headingAnchor('How it was: found')).toBe('how-it-was-found');
});

it('fences text that has fences in it', () => {
  expect(codeBlock('a\n```\nb\n')).toBe('````\na\n```\nb\n````');
  expect(codeBlock('a')).toBe('```\na\n```');
});
