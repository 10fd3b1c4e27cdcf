/** Guests too large to be committed: built into `.cache/` where their toolchain is. */
import { execFile } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const ROOT = join(import.meta.dirname, "../..");
const BUILT = join(ROOT, "guests/.cache/guests");
const run = promisify(execFile);

/** Where the guest's component is once it is built. */
export function builtGuest(guest: string, output = `${guest}.wasm`): string {
  return join(BUILT, guest, output);
}

/** Why the guest cannot be built here, or undefined. */
export async function missingToolchain(guest: string): Promise<string | undefined> {
  const { default: manifest } = await import(`../../guests/${guest}/guest.json`, { with: { type: "json" } });
  const { missing } = await import(`../../guests/toolchains/${manifest.toolchain}.mjs`);
  return missing();
}

/** Builds the guest unless what is there is newer than its sources. */
export async function buildGuest(guest: string, output?: string): Promise<void> {
  const component = builtGuest(guest, output);
  const folder = join(ROOT, "guests", guest);
  if (existsSync(component) && statSync(component).mtimeMs >= newest(folder)) return;
  await run(process.execPath, [join(ROOT, "guests/build.mjs"), folder]);
}

function newest(folder: string): number {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return Math.max(...files.map((file) => statSync(join(folder, file)).mtimeMs));
}

/** What `wasmtime --version` says, or undefined where there is none. */
export async function wasmtimeVersion(): Promise<string | undefined> {
  return run("wasmtime", ["--version"]).then(
    ({ stdout }) => stdout.trim(),
    () => undefined,
  );
}
