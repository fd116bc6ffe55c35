const alphabet = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#';
const digits = new Map([...alphabet].map((letter, digit) => [letter, digit]));

/**
 * Reads Z85 (ZeroMQ RFC 32), in which Delta writes bytes into its log: five letters for four bytes.
 *
 * @throws {RangeError} for other text
 */
export function decodeZ85(text: string): Uint8Array {
  if (text.length % 5 !== 0) throw new RangeError('its length is no multiple of 5');
  const bytes = new DataView(new ArrayBuffer((text.length / 5) * 4));
  for (let group = 0; group * 5 < text.length; group += 1) {
    let value = 0;
    for (const letter of text.slice(group * 5, group * 5 + 5)) {
      const digit = digits.get(letter);
      if (digit === undefined) throw new RangeError('it has a letter that is none of Z85');
      value = value * 85 + digit;
    }
    if (value >= 2 ** 32) throw new RangeError('it has a group beyond 32 bits');
    bytes.setUint32(group * 4, value);
  }
  return new Uint8Array(bytes.buffer);
}
