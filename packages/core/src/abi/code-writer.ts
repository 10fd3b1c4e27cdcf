/** Lines of JavaScript, indented as they nest, with a fresh name for every local. */
export class CodeWriter {
  readonly #lines: string[] = [];
  #indent: number;
  #names = 0;

  constructor(indent = 0) {
    this.#indent = indent;
  }

  line(text: string): void {
    this.#lines.push("  ".repeat(this.#indent) + text);
  }

  /** Names of the component may be in it; `code` before it may not have any. */
  comment(text: string, code = ""): void {
    this.line(`${code}${code === "" ? "" : " "}${comment(text)}`);
  }

  /** `head {`, the body one level deeper, `}`. */
  block(head: string, body: () => void, tail = "}"): void {
    this.line(`${head} {`);
    this.#indent++;
    body();
    this.#indent--;
    this.line(tail);
  }

  branch(condition: string, then: () => void, otherwise: () => void): void {
    this.block(`if (${condition})`, then, "} else {");
    this.#indent++;
    otherwise();
    this.#indent--;
    this.line("}");
  }

  name(prefix: string): string {
    return `${prefix}${this.#names++}`;
  }

  /** Evaluates `expression` once, unless it already is a plain name or number. */
  local(prefix: string, expression: string): string {
    if (/^\w+$/.test(expression)) return expression;
    const name = this.name(prefix);
    this.line(`const ${name} = ${expression};`);
    return name;
  }

  toString(): string {
    return this.#lines.join("\n");
  }
}

/** A property as it is written after a value: `.name` or `["na-me"]`. */
export function property(name: string): string {
  return isIdentifier(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}

/** A property as it is written in an object literal. `__proto__` would set the prototype. */
export function propertyKey(name: string): string {
  return isIdentifier(name) && name !== "__proto__" ? name : `[${JSON.stringify(name)}]`;
}

/** A `//` comment: one line, with no separator that JavaScript takes for the end of one. */
function comment(text: string): string {
  return `// ${text.replace(/[\r\n\u2028\u2029]+/g, " ")}`;
}

export function isIdentifier(name: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(name);
}
