// Reads a script (see interpret.js) from standard input, runs it, and prints the outcomes as JSON.
import * as environment from "wasi:cli/environment@0.2.12";
import * as stdin from "wasi:cli/stdin@0.2.12";
import * as stdout from "wasi:cli/stdout@0.2.12";
import * as monotonicClock from "wasi:clocks/monotonic-clock@0.2.12";
import * as wallClock from "wasi:clocks/wall-clock@0.2.12";
import * as preopens from "wasi:filesystem/preopens@0.2.12";
import * as filesystem from "wasi:filesystem/types@0.2.12";
import * as poll from "wasi:io/poll@0.2.12";
import * as insecure from "wasi:random/insecure@0.2.12";
import * as insecureSeed from "wasi:random/insecure-seed@0.2.12";
import * as random from "wasi:random/random@0.2.12";
import * as instanceNetwork from "wasi:sockets/instance-network@0.2.12";
import * as ipNameLookup from "wasi:sockets/ip-name-lookup@0.2.12";
import * as tcpCreateSocket from "wasi:sockets/tcp-create-socket@0.2.12";
import * as udpCreateSocket from "wasi:sockets/udp-create-socket@0.2.12";
import { interpretSync } from "./interpret.js";

const interfaces = {
  "wasi:cli/environment": environment,
  "wasi:clocks/monotonic-clock": monotonicClock,
  "wasi:clocks/wall-clock": wallClock,
  "wasi:filesystem/preopens": preopens,
  "wasi:filesystem/types": filesystem,
  "wasi:io/poll": poll,
  "wasi:random/insecure": insecure,
  "wasi:random/insecure-seed": insecureSeed,
  "wasi:random/random": random,
  "wasi:sockets/instance-network": instanceNetwork,
  "wasi:sockets/ip-name-lookup": ipNameLookup,
  "wasi:sockets/tcp-create-socket": tcpCreateSocket,
  "wasi:sockets/udp-create-socket": udpCreateSocket,
};

export const run = {
  run() {
    print(JSON.stringify(interpretSync(JSON.parse(readScript()), interfaces, Number)));
  },
};

/** QuickJS has no TextDecoder; scripts are ASCII, with escapes for the rest. */
function readScript() {
  const input = stdin.getStdin();
  let text = "";
  for (;;) {
    try {
      for (const byte of input.blockingRead(65536)) text += String.fromCharCode(byte);
    } catch (error) {
      if (error.payload?.tag === "closed") return text;
      throw error;
    }
  }
}

const MAX_WRITE = 4096;

function print(text) {
  const ascii = text.replace(/[^ -~]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
  const output = stdout.getStdout();
  for (let at = 0; at < ascii.length; at += MAX_WRITE) {
    const part = ascii.slice(at, at + MAX_WRITE);
    output.blockingWriteAndFlush(Uint8Array.from(part, (character) => character.charCodeAt(0)));
  }
}
