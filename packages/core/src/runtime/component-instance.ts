/**
 * The state of one component instance, and of the tree of them that one instantiation makes.
 * Source: CanonicalABI.md, "Component Instances".
 */
import { HandleTable } from "./handle-table.ts";
import type { Trap } from "./trap.ts";

export class ComponentInstance {
  readonly tree: InstanceTree;
  readonly parent: ComponentInstance | undefined;
  readonly handles = new HandleTable();
  /** False while a call is inside, and for ever after a trap. */
  mayEnter = true;
  /** False while the engine runs guest code that must not call out: realloc and post-return. */
  mayLeave = true;

  constructor(tree: InstanceTree, parent?: ComponentInstance) {
    this.tree = tree;
    this.parent = parent;
    tree.instances.push(this);
  }

  /** The instances a call from `caller` (undefined: the host) enters: this one and those around it, less those the call is in. */
  enteringSet(caller: ComponentInstance | undefined): ComponentInstance[] {
    const inside = new Set(caller?.selfAndAncestors());
    return this.selfAndAncestors().filter((each) => !inside.has(each));
  }

  private selfAndAncestors(): ComponentInstance[] {
    const set: ComponentInstance[] = [];
    for (let each: ComponentInstance | undefined = this; each !== undefined; each = each.parent) set.push(each);
    return set;
  }
}

/** All component instances of one instantiation. A trap in one closes them all. */
export class InstanceTree {
  readonly instances: ComponentInstance[] = [];
  /** Whether calls that leave an instance leave it enterable: false once the tree is closed. */
  open = true;
  #closed: Trap | "disposed" | undefined;

  get closed(): Trap | "disposed" | undefined {
    return this.#closed;
  }

  close(reason: Trap | "disposed"): void {
    this.#closed ??= reason;
    this.open = false;
    for (const instance of this.instances) {
      instance.mayEnter = false;
      instance.mayLeave = false;
    }
  }
}

export function whyNotEnter({ tree }: ComponentInstance, what: string): string {
  return `cannot enter component instance: ${what} was called ${whenClosed(tree) ?? "while a call is inside"}`;
}

export function whyNotLeave({ tree }: ComponentInstance, what: string): string {
  return `cannot leave component instance: ${what} was called ${whenClosed(tree) ?? "from realloc or post-return"}`;
}

function whenClosed({ closed }: InstanceTree): string | undefined {
  if (closed === undefined) return undefined;
  return closed === "disposed" ? "after the instance was disposed" : `after a trap (${closed.reason})`;
}
