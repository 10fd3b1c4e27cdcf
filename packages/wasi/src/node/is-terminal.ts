/** Whether a descriptor is a terminal. A file or pipe is told by its type: loading `node:tty` costs a short program 10 ms. */
import { fstatSync } from "node:fs";

export function isTerminal(fd: number): boolean {
  return fstatSync(fd).isCharacterDevice() && process.getBuiltinModule("node:tty").isatty(fd);
}
