import { ComponentError } from "@weft/core";
import type { FuncType, ResultType, ValType } from "@weft/core/types";
import { formatWave, valueToJson, WaveValueError } from "@weft/wit";
import { CliError } from "../cli-error.ts";
import type { Outcome } from "../command.ts";

/** What a call prints: its result, or its error on standard error. */
export async function callOutcome(call: () => unknown, type: FuncType): Promise<Outcome> {
  const { result } = type;
  if (result === undefined) {
    await call();
    return { exitCode: 0, json: { result: null } };
  }
  return result.kind === "result" ? fallibleOutcome(call, result) : printed(await call(), result);
}

/** The engine returns an `ok` and throws an `err`. */
async function fallibleOutcome(call: () => unknown, type: ResultType): Promise<Outcome> {
  try {
    return printed({ tag: "ok", val: await call() }, type);
  } catch (error) {
    if (!(error instanceof ComponentError)) throw error;
    return { ...printed({ tag: "err", val: error.payload }, type), exitCode: 1, channel: "stderr" };
  }
}

function printed(value: unknown, type: ValType): Outcome {
  try {
    const wave = formatWave(value, type);
    return { exitCode: 0, text: `${wave}\n`, json: { result: valueToJson(value, type), wave } };
  } catch (error) {
    if (!(error instanceof WaveValueError)) throw error;
    throw new CliError(
      { code: "bad-arguments", message: `Cannot print the result: ${error.message}` },
      { cause: error },
    );
  }
}
