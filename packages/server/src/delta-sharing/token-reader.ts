import { HintNotUnderstood, type Token } from './sql-hint-tokens.ts';

/** Reads the tokens of a hint from left to right. */
export class TokenReader {
  readonly #tokens: readonly Token[];
  #position = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /** A token that comes, without taking it: the next one, or one after it. */
  peek(ahead = 0): Token | undefined {
    return this.#tokens[this.#position + ahead];
  }

  /** Takes the next token, which must be of that kind, and have that text if one is given. Throws HintNotUnderstood. */
  take(kind: Token['kind'], text?: string): Token {
    const token = this.peek();
    if (token === undefined || token.kind !== kind || (text ?? token.text) !== token.text)
      throw new HintNotUnderstood();
    this.#position += 1;
    return token;
  }

  /** Takes the next token if it is that one, and says whether it was. */
  takeIf(kind: Token['kind'], text: string): boolean {
    const token = this.peek();
    if (token?.kind !== kind || token.text !== text) return false;
    this.#position += 1;
    return true;
  }

  /** Takes the name of a column, in backticks or without. Throws HintNotUnderstood. */
  takeName(): string {
    return this.take(this.peek()?.kind === 'name' ? 'name' : 'word').source.replaceAll('``', '`');
  }
}
