/**
 * The line of a source text with carets under the part an error is about. A long line is cut to a window around that part.
 */

const WINDOW = 100;
const CONTEXT = 40;
const ELLIPSIS = "…";

export interface Span {
  /** UTF-16 offsets into the source, `end` exclusive. */
  readonly start: number;
  readonly end: number;
}

/** A place as people count it: from 1, columns in code points. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Where an offset lies in a text. */
export function placeOf(source: string, offset: number): Place {
  const before = source.slice(0, offset);
  const lineStart = before.lastIndexOf("\n") + 1;
  return { line: before.split("\n").length, column: codePoints(before.slice(lineStart)) + 1 };
}

/** Two indented lines: the source line, and carets under the part of `span` that lies on it. Tabs stay tabs, so that both align. */
export function sourceFrame(source: string, span: Span): string {
  const lineStart = source.slice(0, span.start).lastIndexOf("\n") + 1;
  const line = source.slice(lineStart).split(/\r?\n/, 1)[0] ?? "";
  const start = Math.min(span.start - lineStart, line.length);
  const end = Math.min(Math.max(span.end - lineStart, start), line.length);
  return line.length <= WINDOW ? drawFrame(line, start, end) : drawWindow(line, start, end);
}

function drawWindow(line: string, start: number, end: number): string {
  const from = boundary(line, Math.max(0, start - CONTEXT));
  const to = boundary(line, Math.min(line.length, from + WINDOW));
  const head = from > 0 ? ELLIPSIS : "";
  const tail = to < line.length ? ELLIPSIS : "";
  const shift = head.length - from;
  return drawFrame(head + line.slice(from, to) + tail, start + shift, Math.min(end, to) + shift);
}

/** The offset, moved back by one where it would cut a surrogate pair. */
function boundary(text: string, offset: number): number {
  return offset > 0 && (text.codePointAt(offset - 1) ?? 0) > 0xffff ? offset - 1 : offset;
}

function drawFrame(line: string, start: number, end: number): string {
  const indent = line.slice(0, start).replace(/[^\t]/gu, " ");
  return `  ${line}\n  ${indent}${"^".repeat(Math.max(1, codePoints(line.slice(start, end))))}`;
}

function codePoints(text: string): number {
  return [...text].length;
}
