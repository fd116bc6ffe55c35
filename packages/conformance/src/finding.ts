/** The server does not do what a rule demands. */
export class Finding extends Error {
  override readonly name = 'Finding';
}

/** An answer is larger than the suite reads. */
export class TooLarge extends Finding {}

/** The server does not offer what a rule is about, and the protocol leaves that to it. */
export class NotOffered extends Error {
  override readonly name = 'NotOffered';
}

/** Nothing that the profile shows lets the rule be tried. */
export class NotTried extends Error {
  override readonly name = 'NotTried';
}

/** @throws Finding with the message unless the condition holds */
export function ensure(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Finding(message);
}
