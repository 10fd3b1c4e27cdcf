/** The names taken in a scope: whoever wants one claims it, and gets it with a `_` for each time it was taken before. */
export class NameClaims {
  readonly #taken: Set<string>;

  constructor(taken: Iterable<string> = []) {
    this.#taken = new Set(taken);
  }

  claim(name: string): string {
    if (this.#taken.has(name)) return this.claim(`${name}_`);
    this.#taken.add(name);
    return name;
  }

  /** What is taken by now. */
  snapshot(): ReadonlySet<string> {
    return new Set(this.#taken);
  }
}
