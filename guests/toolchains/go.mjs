/**
 * Go: a wasip1 command under the preview 1 adapter.
 *
 * Go's runtime takes every page that follows its last one for its own, and so does the adapter, which grows the same memory for its
 * stack before Go starts: stock Go corrupts itself, under wasmtime too. So it is built with two functions of the runtime replaced
 * (`go build -overlay`): `sbrk` begins with the pages that memory.grow returned, and an aligned reservation does not assume that they
 * follow the pages before.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { adaptCommand, missingAdapter } from "./adapter.mjs";
import { runTool } from "./native-tool.mjs";
import { scratchDir } from "./wit-packages.mjs";

export const irreproducible = "what it builds is too large to be committed, so there is nothing to compare with";

const SBRK = `package runtime

import "unsafe"

func sbrk(n uintptr) unsafe.Pointer {
	n = memRound(n)
	if bloc+n > blocMax {
		old := growMemory(int32(n / physPageSize))
		if old < 0 {
			return nil
		}
		resetMemoryDataView()
		start := uintptr(old) * physPageSize
		if start != blocMax {
			bloc = start
		}
		blocMax = start + n
	}
	p := bloc
	bloc += n
	return unsafe.Pointer(p)
}

func growMemory(pages int32) int32
func currentMemory() int32
`;

const CONTIGUOUS = /p = alignUp\(bloc, align\)\s+r := sbrk\(p \+ size - bloc\)\n/;
const ANYWHERE = "r := sbrk(size + align)\n\t\tp = alignUp(uintptr(r), align)\n";

/** Why this toolchain cannot be used here, or undefined. */
export async function missing() {
  if (!(await hasGo())) return "not installed: go";
  return missingAdapter();
}

/** `go` has no --version. */
async function hasGo() {
  try {
    await runTool("go", ["version"]);
    return true;
  } catch (error) {
    if (error.cause?.code === "ENOENT") return false;
    throw error;
  }
}

export async function build(folder, { output }) {
  const scratch = scratchDir(folder);
  await mkdir(scratch, { recursive: true });
  const overlay = await writeOverlay(scratch);
  const core = path.join(scratch, "core.wasm");
  const env = { ...process.env, GOOS: "wasip1", GOARCH: "wasm", GOFLAGS: "-buildvcs=false" };
  await runTool("go", ["build", "-overlay", overlay, "-ldflags=-s -w", "-o", core, "."], { cwd: folder, env });
  return { [output]: await adaptCommand(core, path.join(scratch, output)) };
}

async function writeOverlay(scratch) {
  const root = String(await runTool("go", ["env", "GOROOT"])).trim();
  const source = (name) => path.join(root, "src/runtime", name);
  const reserve = await readFile(source("mem_sbrk.go"), "utf8");
  if (!CONTIGUOUS.test(reserve))
    throw new Error(`${source("mem_sbrk.go")}: expected sysReserveAlignedSbrk as in Go 1.24 to 1.26`);
  const replaced = { "mem_wasm.go": SBRK, "mem_sbrk.go": reserve.replace(CONTIGUOUS, ANYWHERE) };
  const files = Object.entries(replaced).map(([name, text]) => ({ name, text, file: path.join(scratch, name) }));
  for (const { file, text } of files) await writeFile(file, text);
  const overlay = path.join(scratch, "overlay.json");
  await writeFile(
    overlay,
    JSON.stringify({ Replace: Object.fromEntries(files.map(({ name, file }) => [source(name), file])) }),
  );
  return overlay;
}
