/**
 * What generated code does with handles. Source: CanonicalABI.md, `lift_own`, `lift_borrow`, `lower_own`, `lower_borrow`,
 * `canon_resource_new`, `canon_resource_rep`, `canon_resource_drop`.
 */
import { ValueError } from "../errors.ts";
import { type ComponentInstance, whyNotEnter, whyNotLeave } from "./component-instance.ts";
import type { BorrowScope, Handle } from "./handle-table.ts";
import { mismatch } from "./host-value.ts";
import { GuestResource, type Resource } from "./resource.ts";
import type { Trap } from "./trap.ts";

/** What a call has lent and takes back when it ends: handles of the guest, or objects made for the host meanwhile. */
type Lent = Handle | GuestResource;

/** What a call of the host's gives a guest: a handle in its table, and the object that stood for it. */
type Gift = { readonly instance: ComponentInstance; readonly index: number } | GuestResource;

export interface Handles {
  liftOwn(instance: ComponentInstance, index: number, resource: Resource): unknown;
  liftBorrow(instance: ComponentInstance, index: number, resource: Resource, lenders: Lent[]): unknown;
  lowerOwn(instance: ComponentInstance, resource: Resource, rep: unknown, given?: Gift[]): number;
  lowerBorrow(
    instance: ComponentInstance,
    resource: Resource,
    rep: unknown,
    scope: BorrowScope,
    given?: Gift[],
  ): number;
  takeBack(given: readonly Gift[] | undefined): undefined;
  endLends(lenders: readonly Lent[]): void;
  wrapOwn(resource: Resource, rep: number): GuestResource;
  wrapBorrow(resource: Resource, rep: number, lenders: Lent[]): GuestResource;
  hostRep(resource: Resource, value: unknown): unknown;
  takeRep(resource: Resource, value: unknown, given?: Gift[]): number;
  peekRep(resource: Resource, value: unknown): number;
  resourceNew(instance: ComponentInstance, resource: Resource, rep: number): number;
  resourceRep(instance: ComponentInstance, resource: Resource, index: number): number;
  resourceDrop(instance: ComponentInstance, resource: Resource, index: number): void;
}

export function createHandles(
  trap: (reason: string, cause?: unknown) => Trap,
  fromGuest: (error: unknown) => Trap,
): Handles {
  function get(instance: ComponentInstance, index: number, resource: Resource): Handle {
    const handle = instance.handles.get(index);
    if (handle === undefined) throw trap(`unknown handle index ${index}`);
    if (handle.resource !== resource) {
      throw trap(
        `handle index ${index} used with the wrong type: expected ${resource.name}, found ${handle.resource.name}`,
      );
    }
    return handle;
  }

  function add(instance: ComponentInstance, resource: Resource, rep: unknown, scope?: BorrowScope): number {
    const index = instance.handles.add({ resource, rep, own: scope === undefined, scope, lends: 0 });
    if (index === undefined) throw trap("the handle table is full");
    return index;
  }

  function mayLeave(instance: ComponentInstance, what: string): void {
    if (!instance.mayLeave) throw trap(whyNotLeave(instance, what));
  }

  /** Runs the destructor in the component that defined the resource. `begin` is called when it can be entered. */
  function destroy(resource: Resource, rep: number, caller?: ComponentInstance, begin?: () => void): void {
    const { impl, dtor } = resource;
    const entering = impl === undefined || dtor === undefined ? [] : impl.enteringSet(caller);
    if (impl !== undefined && entering.some((each) => !each.mayEnter))
      throw trap(whyNotEnter(impl, `the destructor of a ${resource.name}`));
    begin?.();
    for (const each of entering) each.mayEnter = false;
    try {
      dtor?.(rep);
    } catch (error) {
      const failed = fromGuest(error);
      impl?.tree.close(failed);
      throw failed;
    }
    for (const each of entering) each.mayEnter = each.tree.open;
  }

  /** The host disposes of an object that stands for a guest's resource. Nothing is left to destroy in an instance that is over. */
  function dropOwned(resource: Resource, rep: number, begin: () => void): void {
    if (resource.impl?.tree.open === false) begin();
    else destroy(resource, rep, undefined, begin);
  }

  return {
    liftOwn(instance, index, resource) {
      const handle = get(instance, index, resource);
      if (handle.lends !== 0) throw trap(`cannot give away ${resource.name}: handle index ${index} is lent`);
      if (!handle.own) throw trap(`cannot give away ${resource.name}: handle index ${index} is a borrow`);
      instance.handles.remove(index);
      return handle.rep;
    },
    liftBorrow(instance, index, resource, lenders) {
      const handle = get(instance, index, resource);
      handle.lends++;
      lenders.push(handle);
      return handle.rep;
    },
    lowerOwn(instance, resource, rep, given) {
      const index = add(instance, resource, rep);
      given?.push({ instance, index });
      return index;
    },
    lowerBorrow(instance, resource, rep, scope, given) {
      const index = add(instance, resource, rep, scope);
      given?.push({ instance, index });
      scope.borrows++;
      return index;
    },
    /** In reverse, so that the table gives the same indices again. */
    takeBack(given) {
      for (const each of given?.toReversed() ?? []) {
        if (each instanceof GuestResource) GuestResource.restore(each);
        else each.instance.handles.remove(each.index);
      }
    },
    endLends(lenders) {
      for (const each of lenders) {
        if (each instanceof GuestResource) GuestResource.release(each);
        else each.lends--;
      }
    },
    wrapOwn: (resource, rep) => GuestResource.wrap(resource, rep, "own", dropOwned),
    wrapBorrow(resource, rep, lenders) {
      const value = GuestResource.wrap(resource, rep, "borrow");
      lenders.push(value);
      return value;
    },
    hostRep(resource, value) {
      const { hostClass } = resource;
      const fits = hostClass === undefined ? typeof value === "object" && value !== null : value instanceof hostClass;
      if (!fits)
        throw mismatch(`an object of class ${hostClass?.name ?? resource.name} (resource ${resource.name})`, value);
      return value;
    },
    takeRep(resource, value, given) {
      const rep = GuestResource.take(resource, value);
      given?.push(value as GuestResource);
      return rep;
    },
    peekRep: GuestResource.peek,
    resourceNew(instance, resource, rep) {
      mayLeave(instance, "resource.new");
      return add(instance, resource, rep);
    },
    resourceRep: (instance, resource, index) => get(instance, index >>> 0, resource).rep as number,
    resourceDrop(instance, resource, index) {
      mayLeave(instance, "resource.drop");
      const handle = get(instance, index >>> 0, resource);
      if (handle.lends !== 0) throw trap(`cannot drop ${resource.name}: handle index ${index >>> 0} is lent`);
      instance.handles.remove(index >>> 0);
      if (handle.scope !== undefined) handle.scope.borrows--;
      else if (resource.impl !== undefined) destroy(resource, handle.rep as number, instance);
      else disposeHostObject(resource, handle.rep, trap);
    },
  };
}

/** The guest has dropped its last hold of a host's object. */
export function disposeHostObject(
  resource: Resource,
  value: unknown,
  trap: (reason: string, cause?: unknown) => Trap,
): void {
  const dispose = (value as Partial<Disposable>)[Symbol.dispose];
  if (dispose === undefined) return;
  try {
    dispose.call(value as Disposable);
  } catch (error) {
    throw trap(`dropping a ${resource.name} failed: ${String(error)}`, error);
  }
}

/** `new` on a class whose resource has no constructor in WIT. */
export function noConstructor(name: string): ValueError {
  return new ValueError(`${name} has no constructor: only the component makes one`);
}
