/**
 * What went wrong with a WAVE text or value, with the place it went wrong.
 *
 * A reader of the error sees the text and a caret under the offending part:
 *
 *     Cannot read WAVE at column 5: expected u8 (0 to 255), found 256
 *       add(256, 1)
 *           ^^^
 */

import { type Place, placeOf, type Span, sourceFrame } from "./source-frame.ts";

/** Why a text was refused: one code for each thing its writer can do about it. */
export type WaveErrorCode =
  /** The text is not WAVE: a missing bracket, a bad escape, a label that is not kebab case. */
  | "syntax"
  /** WAVE, but of another type than the one expected. */
  | "type"
  /** A number or character outside what its type can hold. */
  | "range"
  /** A field, case or flag that is unknown, missing or given twice. */
  | "label"
  /** Too many or too few arguments in a call. */
  | "arguments"
  /** A type whose values have no text: handles, streams, futures, error contexts. */
  | "unwritable";

export interface WaveProblem {
  readonly code: WaveErrorCode;
  readonly source: string;
  readonly span: Span;
  readonly expected: string;
  readonly found: string;
  /** What to write instead, as a sentence. */
  readonly hint?: string | undefined;
}

/** A text is not a WAVE value of the type expected. `line` and `column` count from 1, in code points. */
export class WaveError extends Error {
  override readonly name = "WaveError";
  readonly code: WaveErrorCode;
  readonly source: string;
  readonly span: Span;
  readonly line: number;
  readonly column: number;
  readonly expected: string;
  readonly found: string;

  constructor(problem: WaveProblem, options?: ErrorOptions) {
    const place = placeOf(problem.source, problem.span.start);
    super(describe(problem, place), options);
    this.code = problem.code;
    this.source = problem.source;
    this.span = { start: problem.span.start, end: problem.span.end };
    this.line = place.line;
    this.column = place.column;
    this.expected = problem.expected;
    this.found = problem.found;
  }
}

/** A JavaScript value is not of the type it should be written as. `path` leads to the place, outermost first. */
export class WaveValueError extends Error {
  override readonly name = "WaveValueError";
  readonly path: readonly (string | number)[];
  readonly expected: string;
  readonly found: string;

  constructor(path: readonly (string | number)[], expected: string, found: string, options?: ErrorOptions) {
    super(`Cannot write ${describePath(path)} as WAVE: expected ${expected}, found ${found}`, options);
    this.path = path;
    this.expected = expected;
    this.found = found;
  }
}

function describe(problem: WaveProblem, place: Place): string {
  const where = problem.source.includes("\n") ? `line ${place.line}, column ${place.column}` : `column ${place.column}`;
  const hint = problem.hint === undefined ? "" : `. ${problem.hint}`;
  const message = `Cannot read WAVE at ${where}: expected ${problem.expected}, found ${problem.found}${hint}`;
  return `${message}\n${sourceFrame(problem.source, problem.span)}`;
}

function describePath(path: readonly (string | number)[]): string {
  return path.length === 0
    ? "the value"
    : `value${path.map((key) => (typeof key === "number" ? `[${key}]` : `.${key}`)).join("")}`;
}
