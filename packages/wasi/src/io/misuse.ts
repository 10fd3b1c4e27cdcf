/**
 * The guest broke a rule of an interface that has no error of its own for it (a write beyond the permit, an empty poll list).
 * Not a `ComponentError`, so the engine makes it a trap that the guest cannot catch.
 */
export class Misuse extends Error {
  override readonly name = "Misuse";
}
