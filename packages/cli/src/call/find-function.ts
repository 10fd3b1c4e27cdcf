import type { WaveCall } from "@weft/wit";
import { CliError } from "../cli-error.ts";
import { nearest } from "../nearest.ts";
import { type ExportedFunction, isMember, qualifiedName } from "./exported-function.ts";

/**
 * The function a call means: the only one of that name, or the one in the interface named, whose version may be left out.
 *
 * @throws CliError that lists the candidates, or suggests the nearest name
 */
export function findFunction(call: WaveCall, functions: readonly ExportedFunction[]): ExportedFunction {
  const callable = functions.filter((each) => !isMember(each));
  const named = callable.filter((each) => each.name === call.func);
  const candidates = call.interface === undefined ? named : inInterface(call.interface, named);
  const [only, another] = candidates;
  if (only === undefined) throw unknown(call, functions);
  if (another !== undefined) throw ambiguous(call, candidates);
  return only;
}

function inInterface(name: string, functions: readonly ExportedFunction[]): readonly ExportedFunction[] {
  const exact = functions.filter((each) => (each.interface ?? "") === name);
  return exact.length > 0 ? exact : functions.filter((each) => each.interface?.split("@")[0] === name);
}

function ambiguous({ name }: WaveCall, candidates: readonly ExportedFunction[]): CliError {
  return new CliError({
    code: "no-such-function",
    message: `Several functions are called "${name}"; name the interface too:`,
    hints: candidates.map(qualifiedName),
  });
}

function unknown({ name }: WaveCall, functions: readonly ExportedFunction[]): CliError {
  const callable = functions.filter((each) => !isMember(each));
  const known = [...callable.map((each) => each.name), ...callable.map(qualifiedName)];
  const near = nearest(name, known);
  const suggestion = near === undefined ? "" : `; did you mean "${near}"?`;
  const message = `No function "${name}" is exported${suggestion}`;
  return new CliError({ code: "no-such-function", message, hints: listCallable(functions) });
}

/** No list is longer than a screen. */
const MAX_LISTED = 16;

/** Lines that say what can be called. */
export function listCallable(functions: readonly ExportedFunction[]): string[] {
  const names = functions.filter((each) => !isMember(each)).map(qualifiedName);
  if (functions.length === 0) return ["The component exports no functions."];
  if (names.length === 0)
    return ["The component exports only functions of resources, which weft call cannot call yet."];
  const rest = names.length - MAX_LISTED;
  const more = rest > 0 ? [`and ${rest} more; weft inspect shows them`] : [];
  return ["What can be called:", ...names.slice(0, MAX_LISTED), ...more];
}
