/** Between Node's file attributes and the driver's. */
import { isUtf8 } from "node:buffer";
import type { BigIntStats, Dirent } from "node:fs";
import type { DescriptorType, Stat, Times } from "../filesystem/driver.ts";
import { FileError } from "../filesystem/error-code.ts";

const NANOSECONDS_PER_SECOND = 1_000_000_000n;

export function statOf(stat: BigIntStats): Stat {
  return {
    type: typeOf(stat),
    linkCount: stat.nlink,
    size: stat.size,
    accessed: stat.atimeNs,
    modified: stat.mtimeNs,
    changed: stat.ctimeNs,
    device: stat.dev,
    inode: stat.ino,
  };
}

export function typeOf(stat: BigIntStats | Dirent<Buffer>): DescriptorType {
  if (stat.isFile()) return "regular-file";
  if (stat.isDirectory()) return "directory";
  if (stat.isSymbolicLink()) return "symbolic-link";
  if (stat.isFIFO()) return "fifo";
  if (stat.isSocket()) return "socket";
  if (stat.isCharacterDevice()) return "character-device";
  return stat.isBlockDevice() ? "block-device" : "unknown";
}

/** Node gives an invalid date to libuv as NaN, which means UTIME_OMIT there: this time stays as it is. */
const UNCHANGED = new Date(Number.NaN);

/** The two times as node:fs takes them: seconds in a double, which for times of this century is exact to 238 ns. */
export function timesFor({ accessed, modified }: Times): [accessed: number | Date, modified: number | Date] {
  return [
    accessed === undefined ? UNCHANGED : secondsOf(accessed),
    modified === undefined ? UNCHANGED : secondsOf(modified),
  ];
}

/** Whole seconds and the rest are joined last, so that it is rounded once. */
function secondsOf(nanoseconds: bigint): number {
  return Number(nanoseconds / NANOSECONDS_PER_SECOND) + Number(nanoseconds % NANOSECONDS_PER_SECOND) / 1e9;
}

/** @throws FileError "illegal-byte-sequence" when a name of the host is no Unicode. */
export function toText(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw new FileError("illegal-byte-sequence");
  return bytes.toString("utf8");
}
