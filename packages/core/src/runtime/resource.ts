/**
 * Resources at run time. A resource the host defines is represented by the host's object itself. One that a guest defines is a
 * number to that guest, and to the host an object of a class that this engine makes.
 * Source: CanonicalABI.md, "Resource State".
 */
import { ValueError } from "../errors.ts";
import type { ComponentInstance } from "./component-instance.ts";
import { mismatch } from "./host-value.ts";

// biome-ignore lint/complexity/noBannedTypes: any class will do
type AnyClass = Function & { prototype: object };

/** One resource type of one instance. Compared by identity. */
export class Resource {
  readonly name: string;
  /** The component instance that defined it; undefined if the host did. */
  readonly impl: ComponentInstance | undefined;
  /** The host's class, or the one made for a guest's resource. */
  hostClass: AnyClass | undefined;
  dtor: ((rep: number) => void) | undefined;

  constructor(name: string, impl: ComponentInstance | undefined, hostClass?: AnyClass) {
    this.name = name;
    this.impl = impl;
    this.hostClass = hostClass;
  }
}

type Hold = "own" | "borrow" | "gone";

/** Runs the destructor; calls `begin` once nothing stands in its way. */
type Drop = (resource: Resource, rep: number, begin: () => void) => void;

/** Base of the classes that stand for resources a guest defined. */
export class GuestResource {
  readonly #resource: Resource;
  #rep: number;
  #hold: Hold;
  #drop: Drop | undefined;

  constructor(resource: Resource, rep = 0, hold: Hold = "gone", drop?: Drop) {
    this.#resource = resource;
    this.#rep = rep;
    this.#hold = hold;
    this.#drop = drop;
  }

  /** An object of the resource's class, without running its constructor. */
  static wrap(resource: Resource, rep: number, hold: Hold, drop?: Drop): GuestResource {
    const hostClass = resource.hostClass ?? GuestResource;
    return Reflect.construct(GuestResource, [resource, rep, hold, drop], hostClass);
  }

  /** Makes `target` hold what `source`, fresh from the guest's constructor, holds. */
  static adopt(target: GuestResource, source: GuestResource): void {
    target.#rep = source.#rep;
    target.#hold = source.#hold;
    target.#drop = source.#drop;
    source.#hold = "gone";
  }

  /** The representation, for a borrow. */
  static peek(resource: Resource, value: unknown): number {
    const held = GuestResource.#check(resource, value);
    return held.#rep;
  }

  /** The representation, given away: the object holds nothing afterwards. */
  static take(resource: Resource, value: unknown): number {
    const held = GuestResource.#check(resource, value);
    if (held.#hold !== "own") throw new ValueError(`expected an owned ${resource.name}, found a borrowed one`);
    held.#hold = "gone";
    return held.#rep;
  }

  /** Undoes `take`. */
  static restore(value: GuestResource): void {
    value.#hold = "own";
  }

  static #check(resource: Resource, value: unknown): GuestResource {
    if (typeof value !== "object" || value === null || !(#resource in value) || value.#resource !== resource) {
      throw mismatch(`a ${resource.name} of this instance`, value);
    }
    if (value.#hold === "gone")
      throw new ValueError(`expected a live ${resource.name}, found one already dropped or given away`);
    return value;
  }

  /** Ends a borrow when the call it was lent for is over. */
  static release(value: GuestResource): void {
    value.#hold = "gone";
  }

  /** @throws Trap when a call is inside the instance; the object can then be disposed of later. */
  [Symbol.dispose](): void {
    if (this.#hold !== "own") return;
    this.#drop?.(this.#resource, this.#rep, () => {
      this.#hold = "gone";
    });
  }
}
