/**
 * Whether a text can be a token at all. What cannot travel in an HTTP header is refused before it is tried, because the
 * platform's own error would show it.
 */
export function isBearerToken(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}
