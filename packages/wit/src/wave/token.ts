/** The words of WAVE: what the lexer hands to the parser. */

import type { Span } from "./source-frame.ts";

export type Punctuation = "{" | "}" | "(" | ")" | "[" | "]" | ":" | ",";

/** Punctuation, or the end of the text; has no content. */
export interface MarkToken extends Span {
  readonly kind: Punctuation | "end";
}

/** A number as written; whether it fits is for the type to say. */
export interface NumberToken extends Span {
  readonly kind: "number";
  readonly text: string;
}

/** A label or keyword, without its `%`. Escaped by `%`, it is never a keyword. */
export interface LabelToken extends Span {
  readonly kind: "label";
  readonly text: string;
  readonly escaped: boolean;
}

/** A character or string, decoded. */
export interface TextToken extends Span {
  readonly kind: "char" | "string";
  readonly text: string;
}

/** A word or character that is nothing in WAVE, such as `007`, `fooBar` or `@`. Whoever meets it says what was expected there. */
export interface MalformedToken extends Span {
  readonly kind: "malformed";
  readonly hint?: string;
}

export type Token = MarkToken | NumberToken | LabelToken | TextToken | MalformedToken;

/** The token as an error message names it. */
export function describeToken(token: Token, source: string): string {
  if (token.kind === "end") return "the end of the text";
  return shortened(source.slice(token.start, token.end));
}

function shortened(text: string): string {
  const line = text.split(/\r?\n/, 1)[0] ?? "";
  const characters = [...line];
  if (characters.length > 40) return `${characters.slice(0, 40).join("")}…`;
  return line === text ? text : `${line}…`;
}
