/**
 * Every function of wasi:http with every kind of argument, called by a guest: the same lines as were recorded under Weft, and under
 * wasmtime, where it is on the machine, the same but for those listed with their reason. One that no longer differs fails, too.
 */
import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, request as requestHttp, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, test } from "node:test";
import { Component } from "@weft/core";
import { incomingHandler, type LogEntry, type Server, serve } from "@weft/http";
import { GrantPolicy, parseAddressGrant, wasi } from "@weft/wasi";
import { NodeHttpTransport, nodePlatform } from "@weft/wasi/node";
import { assertGolden } from "../house/golden.ts";
import { buildGuest, builtGuest, missingToolchain, wasmtimeVersion } from "./built-guest.ts";
import { ServerProcess } from "./process.ts";

const GUEST = "http-contract";

interface Init {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface Page {
  readonly path: string;
  readonly init?: Init;
  /** Lines that are others under wasmtime, and why. */
  readonly differs: Readonly<Record<string, string>>;
}

const MORE_EXACT = "wasmtime has one code for whatever goes wrong on a connection";

const PAGES: Readonly<Record<string, Page>> = {
  types: { path: "/types", differs: {} },
  request: {
    path: "/request?a=b",
    init: { headers: { "X-Mixed": "Case", accept: "*/*" } },
    differs: {},
  },
  body: { path: "/body", init: { method: "POST", body: "the body" }, differs: {} },
  outgoing: {
    path: "/outgoing",
    differs: {
      "no path": "an absent path is an empty one, says the WIT; wasmtime has no URI without one",
      "POST without a body": "a body that is known to be empty has its length",
      "POST of 5": "a body that is known as a whole has its length",
      "another method": "a body that is known to be empty has its length",
      "half a body":
        "wasmtime does not tell the HTTP error behind a stream's, and takes a broken body for one without trailers",
      "no response": MORE_EXACT,
      "a port too far": "wasmtime looks the authority up, port and all",
    },
  },
};

/** What no guest survives, and what the log says of it. */
const TRAPS: Readonly<Record<string, RegExp>> = {
  "finish-with-open-stream": /outgoing-body.finish: expected its output-stream to be dropped/,
  "write-beyond-permit": /output-stream.write: expected at most 65536 bytes, found 2097152/,
  "blocking-write-too-much": /blocking-write-and-flush: expected at most 4096 bytes, found 4097/,
  "blocking-write-too-many-zeroes": /blocking-write-zeroes-and-flush: expected at most 4096 bytes, found 4097/,
  "finish-incoming-with-open-stream": /incoming-body.finish: expected its input-stream to be dropped/,
  "fields-too-large": /fields: expected at most 131072 bytes/,
};

/** The other side of the guest's own requests. */
function answer(request: IncomingMessage, response: ServerResponse): void {
  const { method, url = "", headers } = request;
  response.setHeader("x-theirs", `${method} ${url}`);
  const odd = ODD_ANSWERS[url];
  if (odd !== undefined) {
    odd(response);
    return;
  }
  const shape = `${headers["content-length"]} ${headers["transfer-encoding"]}`;
  let body = "";
  request.on("data", (chunk) => {
    body += chunk;
  });
  request.on("end", () => response.end(`got "${body}" ${shape}`));
}

const ODD_ANSWERS: Readonly<Record<string, (response: ServerResponse) => void>> = {
  "/close": (response) => {
    response.destroy();
  },
  "/nonsense": (response) => {
    response.socket?.end("SSH-2.0-OpenSSH_9.6\r\n\r\n");
  },
  "/half": (response) => {
    response.setHeader("content-length", "10");
    response.write("half", () => response.destroy());
  },
  "/trailers": (response) => {
    response.writeHead(200, { trailer: "x-sum" });
    response.write("body");
    response.addTrailers({ "x-sum": "1" });
    response.end();
  },
};

const wasmtime = await wasmtimeVersion();

describe("wasi:http, called by a guest", { skip: (await missingToolchain(GUEST)) ?? false }, () => {
  const upstream = createServer(answer);
  const log: LogEntry[] = [];
  let weft: Server;
  let target: string;

  before(async () => {
    await buildGuest(GUEST);
    upstream.listen(0, "127.0.0.1");
    await once(upstream, "listening");
    target = `127.0.0.1:${(upstream.address() as AddressInfo).port}`;
    weft = await serveContract(log);
  });
  after(async () => {
    await weft[Symbol.asyncDispose]();
    upstream.closeAllConnections();
    upstream.close();
  });

  const linesOf = async (url: string, { path, init }: Page): Promise<string> => {
    const full = path === "/outgoing" ? `${url}${path}?target=${target}` : `${url}${path}`;
    const { text } = await exchange(full, init);
    const anywhere = text.replaceAll(target, "TARGET").replaceAll(url.replace("http://", ""), "HOST");
    return anywhere.replace(/DNS-(?:timeout|error\(\{.*?\}\))/, "a failure of DNS");
  };

  for (const [name, page] of Object.entries(PAGES)) {
    test(`${name} under weft`, async () => {
      assertGolden(`http-contract/${name}.txt`, await linesOf(weft.address.url, page));
    });

    test(`${name} under wasmtime`, { skip: wasmtime === undefined && "no wasmtime here" }, async () => {
      await using peer = await ServerProcess.start("wasmtime", serveArgs());
      const [ours, theirs] = await Promise.all([weft.address.url, peer.url].map((url) => linesOf(url, page)));
      assert.deepEqual(differing(ours ?? "", theirs ?? ""), Object.keys(page.differs).sort());
    });
  }

  for (const [name, message] of Object.entries(TRAPS)) {
    test(`${name} traps`, async () => {
      log.length = 0;
      const response = await exchange(`${weft.address.url}/trap/${name}`, { method: "POST", body: "x" });
      assert.equal(response.status, 500);
      assert.match(log[0]?.message ?? "", message);
    });

    test(`${name} traps under wasmtime`, { skip: wasmtime === undefined && "no wasmtime here" }, async () => {
      await using peer = await ServerProcess.start("wasmtime", serveArgs());
      const response = await exchange(`${peer.url}/trap/${name}`, { method: "POST", body: "x" });
      assert.equal(response.status, 500);
    });
  }
});

/** A request with no headers but those given: `fetch` adds its own. */
async function exchange(url: string, { body, ...init }: Init = {}): Promise<{ status: number; text: string }> {
  const request = requestHttp(url, init).end(body);
  const [response] = (await once(request, "response")) as [IncomingMessage];
  let text = "";
  for await (const part of response.setEncoding("utf8")) text += part;
  return { status: response.statusCode ?? 0, text };
}

async function serveContract(log: LogEntry[]): Promise<Server> {
  const component = await Component.compile(await readFile(builtGuest(GUEST)), { platform: nodePlatform });
  const grants = ["127.0.0.1:*", "does-not-exist.invalid:80"].map(parseAddressGrant);
  const outgoingHttp = new NodeHttpTransport({ policy: new GrantPolicy(grants) });
  const handle = incomingHandler(component, wasi({ platform: nodePlatform, outgoingHttp }));
  return serve({ handle, log: (entry) => log.push(entry) });
}

function serveArgs(): string[] {
  return ["serve", "-S", "cli", "--addr", "127.0.0.1:0", builtGuest(GUEST)];
}

/** The names of the lines that are not the same. */
function differing(ours: string, theirs: string): string[] {
  const [one, two] = [ours, theirs].map((text) => new Map(text.split("\n").map((line) => [nameOf(line), line])));
  const names = new Set([...(one?.keys() ?? []), ...(two?.keys() ?? [])]);
  return [...names].filter((name) => one?.get(name) !== two?.get(name)).sort();
}

/** What stands before the result; some names contain a colon themselves. */
function nameOf(line: string): string {
  return /^(?:[a-z ]+ "(?:[^"\\]|\\.)*"|[^:]*)/i.exec(line)?.[0] ?? line;
}
