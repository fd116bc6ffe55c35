import { expect, test } from 'vitest';
import { jsdoc } from './jsdoc.ts';

test('a short text stays on one line, paragraphs that are undefined are left out', () => {
  expect(jsdoc(['A share.', undefined], 2)).toBe('  /** A share. */\n');
});

test('a long text is cut at spaces so that no line is wider than 120 characters', () => {
  const text = 'word '.repeat(60).trim();
  const lines = jsdoc([text], 2).split('\n');
  expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(120);
  expect(
    lines
      .map(line => line.replace(/^ {2}(\/\*\*| \*\/| \*)/, '').trim())
      .join(' ')
      .trim(),
  ).toBe(text);
});

test('paragraphs are parted by an empty line', () => {
  expect(jsdoc(['One.', 'Two.'])).toBe('/**\n * One.\n *\n * Two.\n */\n');
});

test('a text cannot end the comment', () => {
  expect(jsdoc(['a */ b'])).toBe('/** a *\\/ b */\n');
});
