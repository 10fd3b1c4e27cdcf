/** An open object that several resources of a guest use: a descriptor and its streams, a socket and its streams. The last one closes it. */
export class Shared<T extends { close(): void }> {
  readonly object: T;
  #users = 1;

  constructor(object: T) {
    this.object = object;
  }

  retain(): this {
    this.#users++;
    return this;
  }

  release(): void {
    if (--this.#users === 0) this.object.close();
  }
}
