/** `weft run`: a command component as a program of this machine. Standard output and error belong to the guest. */
import { basename } from "node:path";
import { exitOf, runCommand, wasi } from "@weft/wasi";
import { nodePlatform, nodeStdio } from "@weft/wasi/node";
import type { Invocation, Outcome } from "../command.ts";
import { compileFile } from "../compile-file.ts";
import { demandExport } from "../demand-export.ts";
import { grantsOf } from "../grants/grants-of.ts";
import type { RUN_OPTIONS } from "../options.ts";
import { endByBrokenPipe } from "../write-out.ts";

export async function execute({ values, operands, guestArgs }: Invocation<typeof RUN_OPTIONS>): Promise<Outcome> {
  const [file = ""] = operands;
  const component = await compileFile(file);
  demandExport(component, "wasi:cli/run", file);
  const stdio = nodeStdio({ onBrokenPipe: endByBrokenPipe });
  const args = [basename(file), ...guestArgs];
  const imports = wasi({ platform: nodePlatform, ...stdio, ...(await grantsOf(values)), args });
  const linked = component.link(imports, { suspend: true });
  try {
    return { exitCode: await runCommand(linked.instantiate()) };
  } catch (error) {
    const exit = exitOf(error);
    if (exit === undefined) throw error;
    return { exitCode: exit.code };
  } finally {
    await stdio.flushed();
  }
}
