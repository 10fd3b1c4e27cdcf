/**
 * Characters and strings: from a quote in the source to the decoded text.
 *
 *     'x'   '\u{2603}'          one Unicode scalar value
 *     "it's \"quoted\""         a line of them
 *     """⏎  two⏎  lines⏎  """   lines; the spaces before the closing quotes are cut from each
 *
 * Source: wasm-wave, README.md, "Chars", "Strings" and "Multiline Strings".
 */

import type { Span } from "./source-frame.ts";
import type { TextToken } from "./token.ts";
import { WaveError, type WaveProblem } from "./wave-error.ts";

const TRIPLE = '"""';
const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\", "'": "'", '"': '"', t: "\t", n: "\n", r: "\r" };
const ESCAPE_FORMS = "one of \\\\ \\' \\\" \\t \\n \\r \\u{…}";

/** Reads `'x'`, where `start` is the offset of its opening quote. */
export function readChar(source: string, start: number): TextToken {
  const end = endOfQuoted(source, start);
  const text = decode(source, { start: start + 1, end: end - 1 });
  const count = [...text].length;
  if (count === 1) return { kind: "char", start, end, text };
  const expected = "one character between single quotes";
  throw syntaxError(source, { start, end }, { expected, found: `${count} characters` });
}

/** Reads `"…"` or `"""…"""`, where `start` is the offset of its opening quote. */
export function readString(source: string, start: number): TextToken {
  if (source.startsWith(TRIPLE, start)) return readMultiline(source, start);
  const end = endOfQuoted(source, start);
  return { kind: "string", start, end, text: decode(source, { start: start + 1, end: end - 1 }) };
}

/** The offset after the closing quote, which has to be on the same line. */
function endOfQuoted(source: string, start: number): number {
  const quote = source[start];
  let offset = start + 1;
  while (offset < source.length && source[offset] !== "\n") {
    if (source[offset] === quote) return offset + 1;
    offset += source[offset] === "\\" ? 2 : 1;
  }
  const found = offset < source.length ? "a line break" : "the end of the text";
  const hint = quote === '"' && found === "a line break" ? `Write \\n, or a ${TRIPLE} string` : undefined;
  const end = Math.min(offset, source.length);
  throw syntaxError(source, { start, end }, { expected: `closing ${quote}`, found, hint });
}

/** Replaces the escapes in a part of the source. */
function decode(source: string, { start, end }: Span): string {
  const raw = source.slice(start, end);
  if (!raw.isWellFormed()) {
    throw syntaxError(source, { start, end }, { expected: "Unicode text", found: "half of a surrogate pair" });
  }
  return raw.replace(/\\(?:u\{[^{}\\]*\}|.|$)/gsu, (form, offset: number) => {
    return decodeEscape(source, { start: start + offset, end: start + offset + form.length });
  });
}

function decodeEscape(source: string, span: Span): string {
  const form = source.slice(span.start, span.end);
  const simple = ESCAPES[form.slice(1)];
  if (simple !== undefined) return simple;
  const hex = /^\\u\{([0-9a-fA-F]{1,6})\}$/.exec(form)?.[1];
  if (hex === undefined) throw syntaxError(source, span, { expected: ESCAPE_FORMS, found: form.trimEnd() });
  return scalarValue(source, span, Number.parseInt(hex, 16));
}

function scalarValue(source: string, span: Span, code: number): string {
  const surrogate = code >= 0xd800 && code <= 0xdfff;
  if (!surrogate && code <= 0x10ffff) return String.fromCodePoint(code);
  const expected = "a Unicode scalar value (0 to d7ff or e000 to 10ffff)";
  throw new WaveError({ code: "range", source, span, expected, found: source.slice(span.start, span.end) });
}

function readMultiline(source: string, start: number): TextToken {
  const open = start + TRIPLE.length;
  const close = source.indexOf(TRIPLE, open);
  if (close < 0) {
    throw syntaxError(source, { start, end: open }, { expected: `closing ${TRIPLE}`, found: "the end of the text" });
  }
  checkOpening(source, { start: open, end: close });
  const indent = indentBefore(source, close);
  const lines = linesWithin(source, { start: source.indexOf("\n", open) + 1, end: close - indent });
  const text = lines.map((line) => decode(source, dedented(source, line, indent))).join("\n");
  return { kind: "string", start, end: close + TRIPLE.length, text };
}

function checkOpening(source: string, content: Span): void {
  if (/^\r?\n/.test(source.slice(content.start, content.end))) return;
  const span = { start: content.start, end: content.start + 1 };
  const expected = `a line break after opening ${TRIPLE}`;
  throw syntaxError(source, span, { expected, found: "more text on the same line" });
}

/** How many spaces stand before the closing quotes, which have a line of their own. */
function indentBefore(source: string, close: number): number {
  const start = source.lastIndexOf("\n", close) + 1;
  const before = source.slice(start, close);
  if (/^ *$/.test(before)) return before.length;
  const expected = `only spaces before closing ${TRIPLE}`;
  throw syntaxError(source, { start, end: close }, { expected, found: JSON.stringify(before) });
}

/** The lines of a part of the source that ends with a line break, or none, without their line breaks. */
function linesWithin(source: string, part: Span): Span[] {
  const lines: Span[] = [];
  for (let start = part.start; start < part.end; ) {
    const end = source.indexOf("\n", start);
    lines.push({ start, end: source[end - 1] === "\r" && end > start ? end - 1 : end });
    start = end + 1;
  }
  return lines;
}

function dedented(source: string, line: Span, indent: number): Span {
  const start = line.start + indent;
  if (source.slice(line.start, start) === " ".repeat(indent) && start <= line.end) return { start, end: line.end };
  const expected = `at least ${indent} spaces, as before closing ${TRIPLE}`;
  throw syntaxError(source, line, { expected, found: "a line indented less" });
}

function syntaxError(source: string, span: Span, problem: Pick<WaveProblem, "expected" | "found" | "hint">): WaveError {
  return new WaveError({ code: "syntax", source, span, ...problem });
}
