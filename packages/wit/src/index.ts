/** Texts of the component model: WIT and TypeScript of a component's imports and exports, WAVE of its values. */
export { camelCase } from "@weft/core/js-mapping";
export type { WorldType } from "./document/build-document.ts";
export { type Json, valueToJson } from "./json/value-to-json.ts";
export { printTypescript, type TypescriptOptions } from "./typescript/print-typescript.ts";
export { formatWave } from "./wave/format-wave.ts";
export { parseWave } from "./wave/parse-wave.ts";
export { parseWaveArguments, parseWaveCall, type WaveCall } from "./wave/parse-wave-call.ts";
export { WaveError, type WaveErrorCode, WaveValueError } from "./wave/wave-error.ts";
export { printWit } from "./wit/print-wit.ts";
