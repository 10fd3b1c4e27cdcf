/** `weft call`: one typed function. Standard output is for its result, so what the guest prints goes to standard error. */
import { basename } from "node:path";
import { exitOf, wasi } from "@weft/wasi";
import { nodePlatform, nodeStdio } from "@weft/wasi/node";
import { CliError } from "../cli-error.ts";
import type { Invocation, Outcome } from "../command.ts";
import { compileFile } from "../compile-file.ts";
import { grantsOf } from "../grants/grants-of.ts";
import type { CALL_OPTIONS } from "../options.ts";
import { callOutcome } from "./call-outcome.ts";
import { callableOf, type ExportedFunction, exportedFunctions } from "./exported-function.ts";
import { findFunction, listCallable } from "./find-function.ts";
import { readArguments, readCall } from "./read-call.ts";

export async function execute({ values, operands }: Invocation<typeof CALL_OPTIONS>): Promise<Outcome> {
  const [file = "", text] = operands;
  const component = await compileFile(file);
  const functions = exportedFunctions(component.exports);
  if (text === undefined) throw missingCall(functions);
  const call = readCall(text);
  const func = findFunction(call, functions);
  const args = readArguments(call, func.type);
  const stdio = nodeStdio();
  const grants = { ...stdio, stdout: stdio.stderr, ...(await grantsOf(values)), args: [basename(file)] };
  const linked = component.link(wasi({ platform: nodePlatform, ...grants }), { suspend: true });
  try {
    const { exports } = linked.instantiate();
    return await callOutcome(() => callableOf(exports, func)(...args), func.type);
  } catch (error) {
    const exit = exitOf(error);
    if (exit === undefined) throw error;
    return { exitCode: exit.code };
  } finally {
    await stdio.flushed();
  }
}

function missingCall(functions: readonly ExportedFunction[]): CliError {
  const message = "Missing 'f(args)': weft call [option …] x.wasm 'f(args)'";
  return new CliError({ code: "usage", message, hints: listCallable(functions) });
}
