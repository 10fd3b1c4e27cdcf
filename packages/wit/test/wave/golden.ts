/** Runs one golden file: calls separated by lines of three dashes, and what reading and writing each of them gives. */

import { formatWave } from "../../src/wave/format-wave.ts";
import { parseWaveArguments, parseWaveCall } from "../../src/wave/parse-wave-call.ts";
import { WaveError } from "../../src/wave/wave-error.ts";
import { FUNCTIONS } from "./functions.ts";

export interface Outcome {
  readonly call: string;
  readonly accepted: boolean;
  /** The call written again, or the message of the error. */
  readonly text: string;
}

export function runCalls(file: string): Outcome[] {
  return file.replace(/\n$/, "").split("\n---\n").map(runCall);
}

function runCall(source: string): Outcome {
  try {
    return { call: source, accepted: true, text: rewrite(source) };
  } catch (error) {
    if (!(error instanceof WaveError)) throw error;
    return { call: source, accepted: false, text: `${error.code}: ${error.message}` };
  }
}

function rewrite(source: string): string {
  const call = parseWaveCall(source);
  const type = FUNCTIONS[call.func];
  if (type === undefined) throw new Error(`The golden file names an unknown function "${call.func}"`);
  const values = parseWaveArguments(call, type);
  return `${call.name}(${type.params.map((param, i) => formatWave(values[i], param.type)).join(", ")})`;
}
