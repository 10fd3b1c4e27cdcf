/**
 * Function calls as people type them: `add(1, 2)` or `ns:pkg/iface@1.0.0#add(1, 2)`.
 *
 * Reading takes two steps, because the function has to be found by its name before its arguments can be read by their types.
 *
 * Source: wasm-wave, README.md, "Appendix: Function calls"; the name before the `#` is ours.
 */

import type { FuncType } from "@weft/core/types";
import { noneOf } from "../option-value.ts";
import { quotedList } from "./describe-type.ts";
import { readUntil, readValue } from "./parse-wave.ts";
import type { Punctuation } from "./token.ts";
import { TokenReader } from "./token-reader.ts";
import { WaveError } from "./wave-error.ts";

/** A call whose brackets match; its arguments are not read yet. */
export interface WaveCall {
  readonly source: string;
  /** The name as written, with its interface. */
  readonly name: string;
  /** What stands before the `#`: the exporting interface, as in `ns:pkg/iface@1.0.0`. */
  readonly interface?: string;
  /** The function's name within its interface. */
  readonly func: string;
  /** What stands between the parentheses. */
  readonly argsText: string;
  /** Where the opening parenthesis stands in `source`. */
  readonly argsOffset: number;
}

/** @throws WaveError if the text is not a name and, in parentheses, arguments */
export function parseWaveCall(source: string): WaveCall {
  const argsOffset = source.indexOf("(");
  const name = (argsOffset < 0 ? source : source.slice(0, argsOffset)).trim();
  if (argsOffset < 0 || !/^\S+$/.test(name)) throw notACall(source, name, argsOffset);
  const argsEnd = endOfArguments(source, argsOffset);
  const hash = name.lastIndexOf("#");
  return {
    source,
    name,
    ...(hash >= 0 && { interface: name.slice(0, hash) }),
    func: name.slice(hash + 1),
    argsText: source.slice(argsOffset + 1, argsEnd),
    argsOffset,
  };
}

/**
 * Reads the arguments of a call as values of the function's parameters. Options at the end may be left out and are `none`.
 *
 * @throws WaveError with a place in the whole call
 */
export function parseWaveArguments(call: WaveCall, type: FuncType): unknown[] {
  const tokens = new TokenReader(call.source, call.argsOffset);
  const { start } = tokens.expect("(");
  const params = [...type.params];
  const values = readUntil(tokens, ")", () => {
    const param = params.shift();
    if (param === undefined) throw tooMany(tokens, type);
    return readValue(tokens, param.type);
  });
  if (params.some((param) => param.type.kind !== "option")) {
    const span = { start, end: tokens.offset };
    throw tokens.error({ code: "arguments", span, expected: describeParams(type), found: String(values.length) });
  }
  return [...values, ...params.map(({ type: each }) => (each.kind === "option" ? noneOf(each) : undefined))];
}

const CLOSING: Readonly<Record<string, Punctuation>> = { "(": ")", "[": "]", "{": "}" };

/** The offset of the parenthesis that closes the arguments, after which nothing may follow. */
function endOfArguments(source: string, argsOffset: number): number {
  const tokens = new TokenReader(source, argsOffset);
  const open: Punctuation[] = [];
  do {
    const closing = open.at(-1);
    const { kind } = tokens.next;
    if (kind === closing) open.pop();
    else if (/^[)\]}]$|^end$/.test(kind)) throw tokens.misplaced(`"${closing}"`);
    else if (CLOSING[kind] !== undefined) open.push(CLOSING[kind]);
    tokens.take();
  } while (open.length > 0);
  const end = tokens.offset - 1;
  tokens.expect("end", "the end of the call");
  return end;
}

function notACall(source: string, name: string, argsOffset: number): WaveError {
  const span = { start: 0, end: argsOffset < 0 ? source.length : argsOffset };
  const expected = "a call, such as f(1) or ns:pkg/iface@1.0.0#f(1)";
  const found = name === "" ? "no function name" : name;
  const hint = argsOffset < 0 && /^\S+$/.test(name) ? `Without arguments it is written "${name}()"` : undefined;
  return new WaveError({ code: "syntax", source, span, expected, found, hint });
}

function tooMany(tokens: TokenReader, type: FuncType): WaveError {
  return tokens.error({ code: "arguments", span: tokens.next, expected: describeParams(type), found: "one more" });
}

function describeParams({ params }: FuncType): string {
  if (params.length === 0) return "no arguments";
  return `${params.length} argument${params.length === 1 ? "" : "s"} (${quotedList(params.map((param) => param.name))})`;
}
