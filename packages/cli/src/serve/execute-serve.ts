/** `weft serve`: HTTP on this machine, answered by a component. */
import { HttpError, incomingHandler, type ServeOptions, type Server, serve } from "@weft/http";
import { wasi } from "@weft/wasi";
import { nodePlatform, nodeStdio } from "@weft/wasi/node";
import { CliError } from "../cli-error.ts";
import type { Invocation, Outcome } from "../command.ts";
import { compileFile } from "../compile-file.ts";
import { demandExport } from "../demand-export.ts";
import { grantsOf } from "../grants/grants-of.ts";
import type { SERVE_OPTIONS } from "../options.ts";
import { writeOut } from "../write-out.ts";
import { DEFAULT_ADDRESS, parseAddress } from "./parse-address.ts";
import { serveLog } from "./serve-log.ts";
import { onStopSignal } from "./stop-signals.ts";

/** How long requests in flight may take once the server is told to end. */
const DRAIN_DEADLINE_MS = 10_000;

export async function execute({ values, operands }: Invocation<typeof SERVE_OPTIONS>): Promise<Outcome> {
  const [file = ""] = operands;
  const { addr = DEFAULT_ADDRESS, reuse = false, json = false } = values;
  const address = parseAddress(addr);
  const component = await compileFile(file);
  demandExport(component, "wasi:http/incoming-handler", file);
  const imports = wasi({ platform: nodePlatform, ...nodeStdio(), ...(await grantsOf(values)) });
  const handle = incomingHandler(component, imports, { reuse });
  const server = await listen({ ...address, handle, log: serveLog(json) });
  const { url } = server.address;
  await writeOut("stdout", json ? `${JSON.stringify({ event: "listening", url })}\n` : `Serving ${file} on ${url}\n`);
  return { exitCode: await stopped(server) };
}

async function listen(options: ServeOptions): Promise<Server> {
  try {
    return await serve(options);
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    throw new CliError({ code: "not-available", message: error.message }, { cause: error });
  }
}

/** Waits for a signal, then for the requests in flight; a second signal ends them. Resolves with 1 if some were cut off. */
async function stopped(server: Server): Promise<number> {
  const drained = await new Promise<number>((resolve) => {
    let deadlineMs = DRAIN_DEADLINE_MS;
    onStopSignal(() => {
      void server.drain(deadlineMs).then(({ cut }) => resolve(cut));
      deadlineMs = 0;
    });
  });
  return drained === 0 ? 0 : 1;
}
