import type { FuncType } from "@weft/core/types";
import { parseWaveArguments, parseWaveCall, type WaveCall, WaveError } from "@weft/wit";
import { CliError } from "../cli-error.ts";

/** @throws CliError that points at the place */
export function readCall(text: string): WaveCall {
  return pointingAtThePlace(() => parseWaveCall(text));
}

/** @throws CliError that points at the place */
export function readArguments(call: WaveCall, type: FuncType): unknown[] {
  return pointingAtThePlace(() => parseWaveArguments(call, type));
}

function pointingAtThePlace<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof WaveError)) throw error;
    throw new CliError({ code: "bad-arguments", message: error.message }, { cause: error });
  }
}
