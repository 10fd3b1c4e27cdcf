/** Streams over an open file. Each keeps its own position, so several on one file do not disturb each other. */
import type { ByteSource } from "../io/input-stream.ts";
import type { ByteSink } from "../io/output-stream.ts";
import { ALWAYS_READY } from "../io/readiness.ts";
import type { Shared } from "../shared.ts";
import type { OpenFile } from "./driver.ts";

/** The most one read brings. */
export const MAX_READ_BYTES = 1 << 16;
const CAPACITY_BYTES = 1 << 20;

export function fileSource(file: Shared<OpenFile>, offset: bigint): ByteSource {
  let position = offset;
  const shared = file.retain();
  return {
    ...ALWAYS_READY,
    read(max) {
      const bytes = shared.object.read(Math.min(max, MAX_READ_BYTES), position);
      position += BigInt(bytes.length);
      return bytes.length === 0 && max > 0 ? undefined : bytes;
    },
    close: () => shared.release(),
  };
}

export function fileSink(file: Shared<OpenFile>, offset: bigint): ByteSink {
  let position = offset;
  const shared = file.retain();
  return sinkOf(
    (bytes) => {
      const written = shared.object.write(bytes, position);
      position += BigInt(written);
      return written;
    },
    () => shared.release(),
  );
}

export function appendSink(file: Shared<OpenFile>): ByteSink {
  const appender = file.object.openToAppend();
  const shared = file.retain();
  return sinkOf(
    (bytes) => appender.append(bytes),
    () => {
      appender.close();
      shared.release();
    },
  );
}

/** A sink that is written when `write` returns. */
function sinkOf(writeSome: (bytes: Uint8Array) => number, close: () => void): ByteSink {
  return {
    ...ALWAYS_READY,
    capacity: () => CAPACITY_BYTES,
    write(bytes) {
      for (let rest = bytes; rest.length > 0; ) rest = rest.subarray(writeSome(rest));
    },
    flush() {},
    close,
  };
}
