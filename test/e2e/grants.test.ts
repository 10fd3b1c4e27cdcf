/** What options grant, as a guest finds it: the probe calls what its script says and prints what came of it. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { guest, weft } from "./weft.ts";

const folder = mkdtempSync(join(tmpdir(), "weft-grants-"));
after(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, "data"));
writeFileSync(join(folder, "data", "greeting"), "hello");
writeFileSync(join(folder, "secret"), "do not read");

type Step = readonly [name: string, on: string, method: string, ...args: unknown[]];
type Result = { readonly ok: string } | { readonly err: string };

async function probe(options: readonly string[], script: readonly Step[]): Promise<Result[]> {
  const run = await weft(["run", ...options, guest("wasi-probe")], { stdin: JSON.stringify(script) });
  assert.deepEqual([run.code, run.stderr], [0, ""]);
  return JSON.parse(run.stdout);
}

const DIRECTORIES: Step = ["$dirs", "wasi:filesystem/preopens", "getDirectories"];
const OPEN = (path: string): Step => ["$file", "$dirs.0.0", "openAt", {}, path, {}, { read: true }];
const CREATE = (path: string): Step => ["$new", "$dirs.0.0", "openAt", {}, path, { create: true }, { write: true }];
const READ = (path: string): Step[] => [OPEN(path), ["$read", "$file", "read", { u64: "100" }, { u64: "0" }]];
const WRITE = (path: string): Step[] => [
  CREATE(path),
  ["$written", "$new", "write", { bytes: "written" }, { u64: "0" }],
];

test("without options there are no directories, no network, no environment", async () => {
  const results = await probe(
    [],
    [
      DIRECTORIES,
      ["$network", "wasi:sockets/instance-network", "instanceNetwork"],
      ["", "wasi:sockets/tcp-create-socket", "createTcpSocket", "ipv4"],
      ["", "wasi:sockets/udp-create-socket", "createUdpSocket", "ipv4"],
      ["", "wasi:sockets/ip-name-lookup", "resolveAddresses", "$network", "localhost"],
      ["", "wasi:cli/environment", "getEnvironment"],
    ],
  );
  assert.deepEqual(results, [
    { ok: "[]" },
    { ok: "resource" },
    { err: "access-denied" },
    { err: "access-denied" },
    { err: "permanent-resolver-failure" },
    { ok: "[]" },
  ]);
});

test("--dir gives a directory under the guest's name, and nothing around it", async () => {
  const script = [DIRECTORIES, ...READ("greeting"), ...WRITE("made"), OPEN("../secret")];
  const results = await probe(["--dir", `${join(folder, "data")}::/data`], script);
  assert.deepEqual(results[0], { ok: '[[resource, "/data"]]' });
  assert.deepEqual(results[2], { ok: '["hello", false]' });
  assert.deepEqual(results[4], { ok: "7" });
  assert.deepEqual(results[5], { err: "not-permitted" });
  assert.equal(readFileSync(join(folder, "data", "made"), "utf8"), "written");
});

test("--dir with :ro gives a directory to read only", async () => {
  const script = [DIRECTORIES, ...READ("greeting"), CREATE("refused")];
  const results = await probe(["--dir", `${join(folder, "data")}::/data:ro`], script);
  assert.deepEqual(results[2], { ok: '["hello", false]' });
  assert.deepEqual(results[3], { err: "not-permitted" });
});

const TCP = (port: number): Step[] => [
  ["$socket", "wasi:sockets/tcp-create-socket", "createTcpSocket", "ipv4"],
  ["$network", "wasi:sockets/instance-network", "instanceNetwork"],
  ["", "$socket", "startConnect", "$network", { tag: "ipv4", val: { port, address: [127, 0, 0, 1] } }],
  ["$ready", "$socket", "subscribe"],
  ["", "$ready", "block"],
  ["", "$socket", "finishConnect"],
];

test("--allow-tcp lets a guest connect there, and nowhere else", async (t) => {
  const server = createServer((socket) => socket.end()).listen(0, "127.0.0.1");
  t.after(() => server.close());
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  const allowed = await probe(["--allow-tcp", `127.0.0.1:${port}`], TCP(port));
  assert.deepEqual(allowed.at(-1), { ok: "[resource, resource]" });
  const denied = await probe(["--allow-tcp", `127.0.0.1:${port + 1}`], TCP(port));
  assert.deepEqual(denied.at(-1), { err: "access-denied" });
});

test("--allow-dns lets a guest look up a name", async () => {
  const script: Step[] = [
    ["$network", "wasi:sockets/instance-network", "instanceNetwork"],
    ["$found", "wasi:sockets/ip-name-lookup", "resolveAddresses", "$network", "localhost"],
    ["", "wasi:sockets/ip-name-lookup", "resolveAddresses", "$network", "example.com"],
  ];
  assert.deepEqual((await probe(["--allow-dns", "localhost"], script)).slice(1), [
    { ok: "resource" },
    { err: "permanent-resolver-failure" },
  ]);
});
