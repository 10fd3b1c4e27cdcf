/** An open object of the file system that several resources use: descriptors and their streams. The last one closes it. */
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
