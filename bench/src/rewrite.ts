/**
 * A process of its own: what is done with a core module once, cold, in milliseconds, on standard output.
 *
 *   node rewrite.ts weft|v8 <module>
 *
 * Weft reads it, gives every function stop checks and writes it; V8 validates every function, which it does on all cores.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { instrument } from "./instrument.ts";

const [who, file = ""] = process.argv.slice(2);
const bytes = await readFile(file);

const begin = performance.now();
const result = who === "weft" ? instrument(bytes) : WebAssembly.validate(bytes);
const elapsed = performance.now() - begin;

assert.ok(result instanceof Uint8Array ? WebAssembly.validate(result) : result);
console.log(elapsed);
