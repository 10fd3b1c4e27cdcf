/**
 * From source text to tokens, one at a time.
 *
 * Between tokens lie spaces, line breaks and `//` comments. Where the reference lexer would cut a malformed word in two
 * (`007` into `0`, `0`, `7`; `fooBar` into `foo`, `Bar`), this one reads the whole word as one malformed token.
 *
 * Source: wasm-wave, wave_ebnf.md.
 */

import { readChar, readString } from "./text-literal.ts";
import type { MalformedToken, Punctuation, Token } from "./token.ts";

const SPACE = /[ \t\r\n]/;
const PUNCTUATION = /[{}()[\]:,]/;
const WORD = /[A-Za-z0-9%_.+-]/;
const NUMBER = /^(?:-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?|-inf)$/;
const LABEL = /^%?(?:[a-z][a-z0-9]*|[A-Z][A-Z0-9]*)(?:-(?:[a-z0-9]+|[A-Z0-9]+))*$/;

/** The token at or after `offset`; at the end of the text it is `end`, again and again. */
export function readToken(source: string, offset: number): Token {
  const start = skipSpace(source, offset);
  const first = source[start];
  if (first === undefined) return { kind: "end", start, end: start };
  if (PUNCTUATION.test(first)) return { kind: first as Punctuation, start, end: start + 1 };
  if (first === '"') return readString(source, start);
  if (first === "'") return readChar(source, start);
  return readWord(source, start);
}

function skipSpace(source: string, start: number): number {
  let offset = endOfRun(source, start, SPACE);
  while (source.startsWith("//", offset)) {
    const lineEnd = source.indexOf("\n", offset);
    offset = lineEnd < 0 ? source.length : endOfRun(source, lineEnd, SPACE);
  }
  return offset;
}

function endOfRun(source: string, start: number, characters: RegExp): number {
  let end = start;
  while (characters.test(source[end] ?? "")) end++;
  return end;
}

function readWord(source: string, start: number): Token {
  const end = endOfRun(source, start, WORD);
  const word = source.slice(start, end);
  if (NUMBER.test(word)) return { kind: "number", start, end, text: word };
  if (!LABEL.test(word)) return malformed(source, start, word);
  const escaped = word.startsWith("%");
  return { kind: "label", start, end, text: escaped ? word.slice(1) : word, escaped };
}

function malformed(source: string, start: number, word: string): MalformedToken {
  if (word === "") {
    const character = String.fromCodePoint(source.codePointAt(start) ?? 0);
    return { kind: "malformed", start, end: start + character.length };
  }
  const hint = /^[-+.0-9]/.test(word)
    ? "Numbers are decimal, such as 7 or -1.5e3"
    : "Labels are kebab-case, such as not-found";
  return { kind: "malformed", start, end: start + word.length, hint };
}
