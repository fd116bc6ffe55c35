/**
 * Text that is safe on a terminal: control characters, by which a name of a hostile partner could move the cursor or
 * hide what stands there, are shown as escapes. Line ends and tabs too, so that a cell stays in its line.
 */
export const printable = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it is about.
  text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, escapeOf);

/** JSON that is safe on a terminal. Its own escapes cover the control characters below U+0020. */
export const printableJson = (json: string): string =>
  json.replace(/[\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, character => unicodeEscape(character));

const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

const escapeOf = (character: string): string => named[character] ?? unicodeEscape(character);

const unicodeEscape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
