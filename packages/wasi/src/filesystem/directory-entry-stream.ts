/** `wasi:filesystem/types#directory-entry-stream`. */
import type { DirectoryEntry, DirectoryReader } from "./driver.ts";
import { attempt } from "./error-code.ts";

export class DirectoryEntryStream {
  readonly #reader: DirectoryReader;

  constructor(reader: DirectoryReader) {
    this.#reader = reader;
  }

  readDirectoryEntry(): DirectoryEntry | undefined {
    return attempt(() => this.#reader.next());
  }

  [Symbol.dispose](): void {
    this.#reader.close();
  }
}
