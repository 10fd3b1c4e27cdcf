/**
 * The sandbox: from a path of the guest to a name in an open directory, without ever handing a path to the system.
 *
 * Each component is opened in the directory before it, without following links; a link is read and its components are walked in
 * turn. The directories on the way stay open, so ".." is the one that was left, wherever it has been moved meanwhile, and above
 * the root there is none. A link that is put in a component's place during the walk is met like any other: nothing was checked
 * before that could have changed since.
 *
 * Source: wasi-filesystem, path-resolution.md.
 */
import type { OpenDirectory } from "./driver.ts";
import { FileError } from "./error-code.ts";

/** As Linux: MAXSYMLINKS, PATH_MAX. */
const MAX_LINKS = 40;
const MAX_PATH = 4096;

/** Where a path leads: a name in a directory. The name is "." when the path leads to the directory itself. */
export interface Place {
  readonly directory: OpenDirectory;
  readonly name: string;
  /** The path ended in a slash, so what is there has to be a directory. */
  readonly slash: boolean;
}

/** What a visitor answers when it has met a symbolic link at the end of the path. */
export const LINK = Symbol("link");

/** Calls `visit` with the place of `path`, whose last component is not followed. */
export function atParent<T>(root: OpenDirectory, path: string, visit: (place: Place) => T): T {
  using walk = new PathWalk(root);
  walk.enter(path);
  return visit(walk.toLast());
}

/** Calls `visit` with the place of `path`, and again with where the link leads for as long as it answers `LINK`. */
export function atTarget<T>(root: OpenDirectory, path: string, visit: (place: Place) => T | typeof LINK): T {
  using walk = new PathWalk(root);
  walk.enter(path);
  for (;;) {
    const place = walk.toLast();
    const result = visit(place);
    if (result !== LINK) return result;
    walk.follow(place.name);
  }
}

class PathWalk {
  readonly #root: OpenDirectory;
  /** Opened on the way down from the root. */
  readonly #directories: OpenDirectory[] = [];
  /** What is left to walk, the next one last. */
  readonly #pending: string[] = [];
  #links = 0;
  #slash = false;

  constructor(root: OpenDirectory) {
    this.#root = root;
  }

  /** Puts `path` before what is left to walk. */
  enter(path: string): void {
    if (path === "") throw new FileError("no-entry", "Expected a path, found an empty one");
    if (path.length >= MAX_PATH) throw new FileError("name-too-long");
    if (path.startsWith("/")) throw outside(path);
    if (path.includes("\0")) throw new FileError("invalid", "Expected a path, found one with a NUL in it");
    if (this.#pending.length === 0) this.#slash ||= path.endsWith("/");
    for (const name of path.split("/").reverse()) if (name !== "") this.#pending.push(name);
  }

  /** Walks to the directory that holds the last component. */
  toLast(): Place {
    for (let name = this.#pending.pop(); name !== undefined; name = this.#pending.pop()) {
      if (name === ".") continue;
      if (name === "..") this.#leave();
      else if (this.#pending.length === 0) return this.#place(name);
      else this.#descend(name);
    }
    return this.#place(".");
  }

  /** Goes on where the link `name` in the current directory leads. */
  follow(name: string): void {
    if (++this.#links > MAX_LINKS)
      throw new FileError("loop", `Expected at most ${MAX_LINKS} symbolic links in a path`);
    const target = readLink(this.#current, name);
    if (target === undefined) this.#pending.push(name);
    else this.enter(target);
  }

  [Symbol.dispose](): void {
    for (const directory of this.#directories) directory.close();
  }

  get #current(): OpenDirectory {
    return this.#directories.at(-1) ?? this.#root;
  }

  #place(name: string): Place {
    return { directory: this.#current, name, slash: this.#slash };
  }

  #leave(): void {
    const left = this.#directories.pop();
    if (left === undefined) throw outside("..");
    left.close();
  }

  #descend(name: string): void {
    try {
      this.#directories.push(this.#current.openDirectory(name));
    } catch (error) {
      if (!isNotDirectory(error) || !isLink(this.#current, name)) throw error;
      this.follow(name);
    }
  }
}

/** Asked after a refusal, to tell a link from what is no directory. */
export function isLink(directory: OpenDirectory, name: string): boolean {
  try {
    return directory.statAt(name).type === "symbolic-link";
  } catch (error) {
    if (error instanceof FileError) return false;
    throw error;
  }
}

/** `undefined` when it is no link any more: somebody replaced it since we met it. */
function readLink(directory: OpenDirectory, name: string): string | undefined {
  try {
    return directory.readLink(name);
  } catch (error) {
    if (error instanceof FileError && error.code === "invalid") return undefined;
    throw error;
  }
}

function isNotDirectory(error: unknown): boolean {
  return error instanceof FileError && error.code === "not-directory";
}

function outside(path: string): FileError {
  return new FileError("not-permitted", `"${path}" leads out of the directory that was granted`);
}
