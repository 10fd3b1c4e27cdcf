/** A cursor over the tokens of one text: looks one token ahead, and says what was expected where it found something else. */

import { readToken } from "./lexer.ts";
import { describeToken, type MarkToken, type Token } from "./token.ts";
import { WaveError, type WaveProblem } from "./wave-error.ts";

const BEGINS_VALUE: ReadonlySet<Token["kind"]> = new Set(["number", "label", "char", "string", "{", "(", "["]);

export class TokenReader {
  readonly source: string;
  #offset: number;
  #next: Token | undefined;

  constructor(source: string, offset = 0) {
    this.source = source;
    this.#offset = offset;
  }

  /** The offset after the last token taken. */
  get offset(): number {
    return this.#offset;
  }

  /** The next token, without taking it. */
  get next(): Token {
    this.#next ??= readToken(this.source, this.#offset);
    return this.#next;
  }

  take(): Token {
    const token = this.next;
    this.#offset = token.end;
    this.#next = undefined;
    return token;
  }

  /** Takes the next token if it is the mark given. */
  takeIf(mark: MarkToken["kind"]): boolean {
    if (this.next.kind !== mark) return false;
    this.take();
    return true;
  }

  /** Takes a mark that has to be there. */
  expect(mark: MarkToken["kind"], expected = mark === "end" ? "the end of the text" : `"${mark}"`): Token {
    if (this.next.kind !== mark) throw this.misplaced(expected);
    return this.take();
  }

  /** Takes the mark that opens a value; `expected` says of what type. */
  open(mark: MarkToken["kind"], expected: string): Token {
    if (this.next.kind !== mark) throw this.unexpected(expected);
    return this.take();
  }

  /** Takes the next token if it is this keyword, not escaped by `%`. */
  takeKeyword(keyword: string): boolean {
    if (!this.nextIsKeyword(keyword)) return false;
    this.take();
    return true;
  }

  nextIsKeyword(keyword: string): boolean {
    const token = this.next;
    return token.kind === "label" && !token.escaped && token.text === keyword;
  }

  /** The error that the next token is not the value expected: one of another type, or none at all. */
  unexpected(expected: string, hint?: string): WaveError {
    return this.#found({ code: BEGINS_VALUE.has(this.next.kind) ? "type" : "syntax", expected, hint });
  }

  /** The error that no text is a value of the type expected. */
  unwritable(expected: string, hint: string): WaveError {
    return this.#found({ code: "unwritable", expected, hint });
  }

  /** The error that the next token does not belong here, whatever the type. */
  misplaced(expected: string): WaveError {
    return this.#found({ code: "syntax", expected });
  }

  #found(problem: Pick<WaveProblem, "code" | "expected" | "hint">): WaveError {
    const token = this.next;
    const hint = problem.hint ?? (token.kind === "malformed" ? token.hint : undefined);
    return this.error({ ...problem, span: token, found: describeToken(token, this.source), hint });
  }

  error(problem: Omit<WaveProblem, "source">): WaveError {
    return new WaveError({ ...problem, source: this.source });
  }
}
