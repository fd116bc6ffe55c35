/** An answer that is more than one JSON value: headers of its own, or lines instead of a value. */
export class Answer {
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined: no body. A stream of text: NDJSON, sent as it comes; when it throws, the connection is cut. */
  readonly body: object | AsyncIterable<string> | undefined;

  constructor(headers: Readonly<Record<string, string>>, body?: object | AsyncIterable<string>) {
    this.headers = headers;
    this.body = body;
  }
}
