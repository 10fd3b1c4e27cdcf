/**
 * A component that exports `wasi:http/incoming-handler`, as the handler of an ingress.
 *
 * Linked once. Each request gets a fresh instance; with `reuse` one that is idle, the one used last first, because its memory is still
 * in the caches. An instance that is inside a call is never entered, and one that has trapped is never used again.
 */
import type { Component, Imports, Instance, LinkedComponent } from "@weft/core";
import type { IncomingRequest, ResponseOutparam } from "@weft/wasi";
import type { Handle } from "./handle.ts";

export interface IncomingHandlerOptions {
  /** Keep instances, and so the guest's state, from one request to the next. */
  readonly reuse?: boolean;
}

/**
 * Makes the first instance at once, so that what fails at the start fails here.
 *
 * @throws LinkError when imports are missing.
 * @throws TypeError when the component does not export the interface.
 * @throws Trap when a start function traps.
 */
export function incomingHandler(component: Component, imports: Imports, options: IncomingHandlerOptions = {}): Handle {
  const pool = new GuestPool(component, imports, options.reuse ?? false);
  return (request, out) => pool.lease().handle(request, out);
}

class GuestPool {
  readonly #linked: LinkedComponent;
  readonly #name: string;
  readonly #reuse: boolean;
  readonly #idle: Guest[] = [];

  constructor(component: Component, imports: Imports, reuse: boolean) {
    this.#name = handlerName(component);
    this.#linked = component.link(imports, { suspend: true });
    this.#reuse = reuse;
    this.#idle.push(this.#start());
  }

  lease(): Guest {
    return this.#idle.pop() ?? this.#start();
  }

  giveBack(guest: Guest): void {
    if (this.#reuse && guest.instance.enterable) this.#idle.push(guest);
    else guest.instance[Symbol.dispose]();
  }

  #start(): Guest {
    const instance = this.#linked.instantiate();
    return new Guest(instance, instance.exports[this.#name].handle, this);
  }
}

type GuestHandle = (request: IncomingRequest, out: ResponseOutparam) => Promise<void>;

/** An instance with its handler; the lease of a request. */
class Guest implements Disposable {
  readonly instance: Instance;
  readonly #handle: GuestHandle;
  readonly #pool: GuestPool;
  readonly #returned = (): Guest => this;
  readonly #trapped = (cause: unknown): never => {
    // The request is answered in this turn; only then the trapped instance gives up the request's handles.
    setImmediate(() => this.instance[Symbol.dispose]());
    throw cause;
  };

  constructor(instance: Instance, handle: GuestHandle, pool: GuestPool) {
    this.instance = instance;
    this.#handle = handle;
    this.#pool = pool;
  }

  handle(request: IncomingRequest, out: ResponseOutparam): Promise<Guest> {
    return this.#handle(request, out).then(this.#returned, this.#trapped);
  }

  [Symbol.dispose](): void {
    this.#pool.giveBack(this);
  }
}

const INCOMING_HANDLER = /^wasi:http\/incoming-handler(@0\.2\.\d+.*)?$/;

function handlerName(component: Component): string {
  const names = component.exports.map(({ name }) => name);
  const name = names.find((each) => INCOMING_HANDLER.test(each));
  if (name !== undefined) return name;
  const found = names.join(", ") || "no exports";
  throw new TypeError(`Cannot serve HTTP: expected an export of wasi:http/incoming-handler@0.2, found ${found}`);
}
