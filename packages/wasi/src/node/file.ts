/** An open file of Node's host that is no directory. */
import {
  closeSync,
  constants,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  futimesSync,
  openSync,
  readSync,
  writeSync,
} from "node:fs";
import type { Appender, DescriptorType, OpenFile, Stat, Times } from "../filesystem/driver.ts";
import { FileError } from "../filesystem/error-code.ts";
import { system } from "./errno.ts";
import { statOf, timesFor } from "./stat.ts";

/** The system's offsets are signed; node:fs takes numbers, which are exact up to 2^53. */
const MAX_OFFSET = 2n ** 63n - 1n;
const MAX_NODE_OFFSET = BigInt(Number.MAX_SAFE_INTEGER);

export class NodeFile implements OpenFile {
  readonly kind = "file";
  readonly type: DescriptorType;
  readonly #fd: number;

  constructor(fd: number, type: DescriptorType) {
    this.#fd = fd;
    this.type = type;
  }

  stat(): Stat {
    return system(() => statOf(fstatSync(this.#fd, { bigint: true })));
  }

  setTimes(times: Times): void {
    system(() => futimesSync(this.#fd, ...timesFor(times)));
  }

  sync(what: "data" | "all"): void {
    system(() => (what === "data" ? fdatasyncSync(this.#fd) : fsyncSync(this.#fd)));
  }

  close(): void {
    closeSync(this.#fd);
  }

  read(max: number, offset: bigint): Uint8Array {
    if (offset > MAX_OFFSET - BigInt(max)) throw new FileError("invalid");
    // Not zeroed: what the system does not fill is cut off.
    const buffer = Buffer.allocUnsafeSlow(max);
    const length = system(() => readSync(this.#fd, buffer, 0, max, offset));
    return length === max ? buffer : buffer.subarray(0, length);
  }

  write(bytes: Uint8Array, offset: bigint): number {
    const position = nodeOffset(offset);
    return system(() => writeSync(this.#fd, bytes, 0, bytes.length, position));
  }

  openToAppend(): Appender {
    return system(() => (process.platform === "linux" ? reopenToAppend(this.#fd) : appendByPosition(this.#fd)));
  }

  setSize(size: bigint): void {
    const length = nodeOffset(size);
    system(() => ftruncateSync(this.#fd, length));
  }
}

/** O_APPEND cannot be set on an open file, but an open file can be opened once more. */
function reopenToAppend(fd: number): Appender {
  const appending = openSync(`/proc/self/fd/${fd}`, constants.O_WRONLY | constants.O_APPEND | constants.O_NONBLOCK);
  return {
    append: (bytes) => system(() => writeSync(appending, bytes)),
    close: () => closeSync(appending),
  };
}

/** Where that is not so: writes at what is the end now. Two who append at once may overwrite each other. */
function appendByPosition(fd: number): Appender {
  return {
    append: (bytes) => system(() => writeSync(fd, bytes, 0, bytes.length, fstatSync(fd).size)),
    close() {},
  };
}

function nodeOffset(offset: bigint): number {
  if (offset > MAX_OFFSET) throw new FileError("invalid");
  if (offset > MAX_NODE_OFFSET) throw new FileError("file-too-large");
  return Number(offset);
}
