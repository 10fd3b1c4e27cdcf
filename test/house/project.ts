/**
 * The repository's sources as TypeScript sees them. The compiler's own interface answers what a regular expression would guess: which
 * names a file imports, what a package exports.
 */
import { join, relative } from "node:path";
import type { SourceFile } from "typescript/unstable/ast";
import { API, type Checker, type Program } from "typescript/unstable/sync";
import { ROOT } from "./root.ts";

/** An opened tsconfig; dispose it to end the compiler. */
export class Project implements Disposable {
  readonly program: Program;
  readonly checker: Checker;
  readonly #api: API;
  readonly #files: readonly string[];

  /** @param config relative to the root */
  constructor(config: string) {
    this.#api = new API({ cwd: ROOT });
    const project = this.#api.updateSnapshot({ openProjects: [join(ROOT, config)] }).getProject(join(ROOT, config));
    if (project === undefined) throw new Error(`Expected a TypeScript project in ${config}, found none`);
    this.program = project.program;
    this.checker = project.checker;
    this.#files = project.rootFiles;
  }

  /** The files the project names, relative to the root. */
  get files(): string[] {
    return this.#files.map((file) => relative(ROOT, file));
  }

  /** @param file relative to the root */
  sourceFile(file: string): SourceFile {
    const source = this.program.getSourceFile(join(ROOT, file));
    if (source === undefined) throw new Error(`Expected ${file} to be part of the project, found that it is not`);
    return source;
  }

  /** What a file imports, as written, types and `import()` included. */
  imports(file: string): string[] {
    return (this.sourceFile(file).imports ?? []).map((specifier) => (specifier as unknown as { text: string }).text);
  }

  [Symbol.dispose](): void {
    this.#api.close();
  }
}
