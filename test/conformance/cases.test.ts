/** Our own scripts: a case for each rule of validation and each trap, with what is said when it is broken. */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readCase } from "./converted-case.ts";
import { NO_HOST } from "./host.ts";
import { runScript } from "./run-script.ts";

const CASES = join(import.meta.dirname, "cases");

for (const name of readdirSync(CASES).filter((file) => file.endsWith(".wast"))) {
  test(`${name} passes`, async () => {
    const { commands, files } = await readCase(join(CASES, name));
    const { failures } = await runScript(
      commands,
      {
        read: async (file) => Buffer.from(files[file] ?? assert.fail(`${file} is missing`), "base64"),
        assemble: async () => "cases are assembled beforehand",
      },
      { host: NO_HOST, compareTexts: true },
    );
    assert.deepEqual(
      failures.map(({ line, directive, reason }) => `${name}:${line}: ${directive}: ${reason}`),
      [],
    );
  });
}
