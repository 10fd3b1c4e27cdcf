/** The entry of the `weft` command. What it does is in `weft.ts`; here it is tied to the process. */
import { INTERNAL_ERROR } from "./exit-code.ts";
import { weft } from "./weft.ts";

function end(exitCode: number): void {
  process.exit(exitCode);
}

async function fail(error: unknown): Promise<void> {
  try {
    const { fail } = await import("./fail.ts");
    end(await fail(error, { json: false }));
  } catch (another) {
    // What tells of errors has failed itself; without care for form, so that nothing is left that could fail.
    console.error(error, another);
    end(INTERNAL_ERROR);
  }
}

async function stuck(): Promise<void> {
  const { deadlock } = await import("./deadlock.ts");
  await fail(deadlock());
}

// Once: an exception while the first is being told of is Node's to tell.
process.once("uncaughtException", fail);
// Node ends when nothing is left that could wake it; a guest that waits then waits for ever.
process.once("beforeExit", stuck);
weft(process.argv.slice(2)).then(end, fail);
