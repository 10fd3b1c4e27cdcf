/** Open sockets that nobody waits for do not keep a process alive: a guest that has ended leaves what it had no time to drop. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { after, test } from "node:test";

const urlOf = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);

const program = (port: number) => `
  import { nodeSockets } from ${urlOf("./sockets.ts")};
  import { InputStream } from ${urlOf("../io/input-stream.ts")};
  const at = (port) => ({ tag: "ipv4", val: { port, address: [127, 0, 0, 1] } });
  const connection = await nodeSockets.connectTcp(at(${port}), new AbortController().signal);
  const [byte] = await new InputStream(connection.input).blockingRead(1n);
  const listener = await nodeSockets.bindTcp(at(0)).listen(1);
  const datagrams = nodeSockets.openUdp("ipv4");
  datagrams.bind(at(0));
  console.log(byte, listener.ready(), datagrams.incoming.ready());
`;

test("a process with a listener, a connection and a datagram socket ends when its guest does", async () => {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.write("A");
  });
  after(() => server.close());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  assert.ok(address !== null && typeof address === "object");
  const args = ["-C", "source", "--input-type=module", "-e", program(address.port)];
  const child = spawn(process.execPath, args, { cwd: import.meta.dirname, stdio: ["ignore", "pipe", "inherit"] });
  const [printed] = await once(child.stdout, "data");
  assert.equal(String(printed), "65 false false\n");
  const [code] = await once(child, "exit");
  assert.equal(code, 0);
});
