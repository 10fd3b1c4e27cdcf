/** A directory's entries as the system gives them, a block at a time. */
import { type Dir, type Dirent, opendirSync } from "node:fs";
import type { DirectoryEntry, DirectoryReader } from "../filesystem/driver.ts";
import { system } from "./errno.ts";
import { toText, typeOf } from "./stat.ts";

const ENTRIES_PER_READ = 128;

export class NodeDirectoryReader implements DirectoryReader {
  readonly #dir: Dir;

  constructor(path: string) {
    this.#dir = opendirSync(path, { encoding: "buffer" as BufferEncoding, bufferSize: ENTRIES_PER_READ });
  }

  next(): DirectoryEntry | undefined {
    // With this encoding names are buffers, which the declarations of Node do not say.
    const entry = system(() => this.#dir.readSync()) as unknown as Dirent<Buffer> | null;
    return entry === null ? undefined : { type: typeOf(entry), name: toText(entry.name) };
  }

  close(): void {
    this.#dir.closeSync();
  }
}
