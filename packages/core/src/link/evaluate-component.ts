/**
 * Runs a component's definitions symbolically and writes down what an instantiation has to do: see `plan.ts`.
 * Source: Explainer.md, "Component Definitions" to "Import and Export Definitions".
 */
import type {
  Alias,
  Canon,
  CanonOptions,
  ComponentModel,
  CoreInstanceExpr,
  Definition,
  ExternTypeDef,
  InstanceExpr,
} from "../binary/model.ts";
import { bug } from "../errors.ts";
import type { CoreSort, ExternDecl, ExternType, InstanceType, ResourceType } from "../types.ts";
import { evaluateExternType, evaluateTypeDef, funcTypeAt, resourceAt } from "./evaluate-type.ts";
import { describeExport, exportPlan } from "./export-plan.ts";
import { countOf } from "./limits.ts";
import type {
  CoreArg,
  CoreDef,
  CoreInstanceRef,
  CoreInstantiation,
  ExportPlan,
  ImportFunc,
  ImportPath,
  InstancePlan,
  Lift,
  ModuleRange,
  Options,
  Plan,
  ResourcePlan,
  Step,
  Trampoline,
} from "./plan.ts";
import { exportNamed, type InstanceItem, type Item, Scope, type TypeItem } from "./scope.ts";

/** @throws ValidationError naming the definition's offset and the rule it breaks. */
export function planComponent(model: ComponentModel): Plan {
  return new Planner().plan(model);
}

class Planner {
  readonly modules: ModuleRange[] = [];
  readonly instances: InstancePlan[] = [];
  readonly resources: ResourcePlan[] = [];
  readonly importFuncs: ImportFunc[] = [];
  readonly importModules: ImportPath[] = [];
  readonly lifts: Lift[] = [];
  readonly trampolines: Trampoline[] = [];
  readonly coreInstances: CoreInstantiation[] = [];
  readonly steps: Step[] = [];
  readonly #moduleIndex = new Map<number, number>();

  plan(model: ComponentModel): Plan {
    const imports: ExternDecl[] = [];
    const root = this.newInstance(undefined, []);
    const exports = this.evaluate(model, root, (name, def, scope) => {
      const type = evaluateExternType(scope, def, [name], (resource, path) => this.importResource(resource, path));
      imports.push({ name, type });
      return this.importItem(scope, [name], type, def);
    });
    const exported: ExportPlan[] = [];
    const described: ExternDecl[] = [];
    for (const [name, item] of exports) {
      described.push({ name, type: describeExport(root, item) });
      const plan = exportPlan(this, name, item);
      if (plan !== undefined) exported.push(plan);
    }
    return { ...this.data(), imports, exports: described, exported };
  }

  private data(): Omit<Plan, "imports" | "exports" | "exported"> {
    const { modules, instances, resources, importFuncs, importModules, lifts, trampolines, coreInstances, steps } =
      this;
    return { modules, instances, resources, importFuncs, importModules, lifts, trampolines, coreInstances, steps };
  }

  /** A resource's id is its index, unless it was made for a description only. */
  resourceIndex(type: ResourceType): number {
    return this.resources[type.id]?.type === type ? type.id : bug(`resource "${type.name}" is not part of the plan`);
  }

  private newInstance(parent: number | undefined, path: readonly string[], definedIn?: Scope): Scope {
    const instance = this.instances.push(parent === undefined ? {} : { parent }) - 1;
    return new Scope(definedIn, instance, path);
  }

  /** Evaluates the definitions of a component in `scope`; `resolveImport` supplies its imports. Returns its exports. */
  private evaluate(model: ComponentModel, scope: Scope, resolveImport: ResolveImport): Map<string, Item> {
    const exports = new Map<string, Item>();
    for (const definition of model.definitions) {
      scope.offset = definition.offset;
      scope.keep(scope.limits.define(countOf(definition)));
      this.define(definition, scope, resolveImport, exports);
    }
    return exports;
  }

  private define(definition: Definition, scope: Scope, resolveImport: ResolveImport, exports: Map<string, Item>): void {
    switch (definition.kind) {
      case "core module":
        scope.coreModules.push({ kind: "local", index: this.module(definition.begin, definition.size) });
        return;
      case "core instance":
        scope.coreInstances.push(this.coreInstance(scope, definition.expr));
        return;
      case "core type":
        scope.coreTypes.push(definition.type);
        return;
      case "component":
        scope.components.push({ kind: "closure", model: definition.component, scope });
        return;
      case "instance":
        scope.instances.push(this.instance(scope, definition.expr));
        return;
      case "alias":
        this.alias(scope, definition.alias);
        return;
      case "type":
        scope.types.push(this.typeDef(scope, definition));
        return;
      case "canon":
        this.canon(scope, definition.canon);
        return;
      case "import": {
        const { name } = definition.name;
        scope.add(resolveImport(name, definition.type, scope));
        return;
      }
      case "export": {
        const { name } = definition.name;
        const item = this.exportItem(
          scope,
          name,
          scope.item(definition.item.sort, definition.item.index),
          definition.type,
        );
        exports.set(name, item);
        scope.add(item);
        return;
      }
      case "start":
      case "value":
        scope.fail("Start functions and values (🪙) are not part of WASI 0.2 or 0.3 and are not supported");
    }
  }

  private module(begin: number, size: number): number {
    const known = this.#moduleIndex.get(begin);
    if (known !== undefined) return known;
    const index = this.modules.push({ begin, size }) - 1;
    this.#moduleIndex.set(begin, index);
    return index;
  }

  private coreInstance(scope: Scope, expr: CoreInstanceExpr): CoreInstanceRef {
    if (expr.kind === "exports") {
      const exports = expr.exports.map(({ name, item }) => ({ name, def: scope.coreDef(item.sort, item.index) }));
      return { kind: "exports", exports };
    }
    const module = scope.at(scope.coreModules, expr.module, "core module");
    const args: CoreArg[] = expr.args.map(({ name, instance }) => ({
      name,
      value: scope.at(scope.coreInstances, instance, "core instance"),
    }));
    scope.keep(scope.limits.instantiate(scope.path.length));
    const index = this.coreInstances.push({ module, args }) - 1;
    this.steps.push({ kind: "instantiate", index });
    return { kind: "instance", index };
  }

  private instance(scope: Scope, expr: InstanceExpr): InstanceItem {
    if (expr.kind === "exports") {
      const exports = new Map<string, Item>();
      for (const { name, item } of expr.exports) exports.set(name.name, scope.item(item.sort, item.index));
      return { exports };
    }
    const component = scope.at(scope.components, expr.component, "component");
    if (component.kind === "imported") {
      scope.fail(
        `Cannot instantiate the imported component "${component.name}": only components inside this binary can be instantiated`,
      );
    }
    const args = new Map<string, Item>();
    for (const { name, item } of expr.args) args.set(name, scope.item(item.sort, item.index));
    const path = [...scope.path, `component ${expr.component}`];
    scope.keep(scope.limits.instantiate(path.length));
    const inner = this.newInstance(scope.instance, path, component.scope);
    return { exports: this.evaluate(component.model, inner, (name, def) => argument(inner, args, name, def)) };
  }

  private alias(scope: Scope, alias: Alias): void {
    switch (alias.kind) {
      case "export": {
        const item = exportNamed(scope, scope.at(scope.instances, alias.instance, "instance"), alias.name);
        if (item.sort !== alias.sort)
          scope.fail(`Expected "${alias.name}" to be a ${alias.sort}, found a ${item.sort}`);
        scope.add(item);
        return;
      }
      case "core export":
        this.coreAlias(scope, alias.sort, scope.at(scope.coreInstances, alias.instance, "core instance"), alias.name);
        return;
      case "outer": {
        const outer = scope.outer(alias.count);
        if (alias.sort === "core type") scope.coreTypes.push(scope.at(outer.coreTypes, alias.index, "outer core type"));
        else scope.add(outer.item(alias.sort, alias.index));
      }
    }
  }

  private coreAlias(scope: Scope, sort: CoreSort, instance: CoreInstanceRef, name: string): void {
    if (sort === "type" || sort === "module" || sort === "instance") {
      scope.fail(`Expected a core function, table, memory, global or tag, found a core ${sort}`);
    }
    scope.coreDefs[sort].push(coreExport(scope, sort, instance, name));
  }

  private typeDef(scope: Scope, definition: Extract<Definition, { kind: "type" }>): TypeItem {
    const { type } = definition;
    if (type.kind !== "resource") return evaluateTypeDef(scope, type);
    if (type.rep !== "i32") scope.fail(`Expected the representation of a resource to be i32, found ${type.rep}`);
    const instance = scope.instance ?? scope.fail("Expected a resource type only as a definition of a component");
    const resource: ResourceType = { kind: "resource", id: this.resources.length, name: "" };
    const dtor = type.dtor === undefined ? undefined : scope.coreDef("func", type.dtor);
    this.steps.push({ kind: "resource", index: this.resources.length });
    this.resources.push({ type: resource, kind: "defined", instance, ...(dtor && { dtor }) });
    return resource;
  }

  private canon(scope: Scope, canon: Canon): void {
    const instance = scope.instance ?? scope.fail("Expected canonical definitions only in a component");
    switch (canon.kind) {
      case "lift": {
        const type = funcTypeAt(scope, canon.type);
        const func = scope.coreDef("func", canon.func);
        const options = this.options(scope, canon.options);
        const index = this.lifts.push({ instance, func, type, options, name: "" }) - 1;
        scope.funcs.push({ type, ref: { kind: "lift", index } });
        return;
      }
      case "lower": {
        const { ref, type } = scope.at(scope.funcs, canon.func, "func");
        this.trampoline(scope, {
          kind: "lower",
          instance,
          func: ref,
          type,
          options: this.options(scope, canon.options),
        });
        return;
      }
      case "resource.new":
      case "resource.drop":
      case "resource.rep": {
        const resource = this.resourceIndex(resourceAt(scope, canon.resource));
        this.trampoline(scope, { kind: canon.kind, instance, resource });
        return;
      }
      default:
        scope.fail(
          `canon ${canon.kind} is an asynchronous built-in (🔀, WASI 0.3), which this version of Weft does not run yet`,
        );
    }
  }

  private trampoline(scope: Scope, trampoline: Trampoline): void {
    const index = this.trampolines.push(trampoline) - 1;
    scope.coreDefs.func.push({ kind: "trampoline", index });
  }

  private options(scope: Scope, options: CanonOptions): Options {
    if (options.async || options.callback !== undefined) {
      scope.fail("The canonical option async (🔀, WASI 0.3) is not run by this version of Weft yet");
    }
    const { encoding, memory, realloc, postReturn } = options;
    return {
      encoding,
      ...(memory !== undefined && { memory: scope.coreDef("memory", memory) }),
      ...(realloc !== undefined && { realloc: scope.coreDef("func", realloc) }),
      ...(postReturn !== undefined && { postReturn: scope.coreDef("func", postReturn) }),
    };
  }

  private importResource(name: string, path: readonly string[]): ResourceType {
    const type: ResourceType = { kind: "resource", id: this.resources.length, name };
    this.resources.push({ type, kind: "imported", path: [...path] });
    return type;
  }

  private importItem(scope: Scope, path: ImportPath, type: ExternType, def?: ExternTypeDef): Item {
    switch (type.kind) {
      case "func": {
        const index = this.importFuncs.push({ path, type }) - 1;
        return { sort: "func", func: { type, ref: { kind: "import", index } } };
      }
      case "instance":
        return { sort: "instance", instance: this.importInstance(scope, path, type) };
      case "component":
        return { sort: "component", component: { kind: "imported", name: path.join("#") } };
      case "module":
        return { sort: "core module", module: { kind: "import", index: this.importModules.push(path) - 1 } };
      case "type": {
        const own = def?.kind === "type" && def.eq !== undefined ? scope.at(scope.types, def.eq, "type") : undefined;
        return { sort: "type", type: own ?? (type.type as TypeItem), bound: type.bound };
      }
      case "value":
        return scope.fail("Values as imports (🪙) are not supported");
    }
  }

  private importInstance(scope: Scope, path: ImportPath, type: InstanceType): InstanceItem {
    const exports = new Map<string, Item>();
    for (const { name, type: each } of type.exports) exports.set(name, this.importItem(scope, [...path, name], each));
    return { exports };
  }

  /** An export's item, narrowed to the ascribed type if there is one, with names given to what had none. */
  private exportItem(scope: Scope, name: string, item: Item, ascribed: ExternTypeDef | undefined): Item {
    if (item.sort === "type" && item.type.kind === "resource" && item.type.name === "") item.type.name = name;
    if (item.sort === "func" && ascribed?.kind === "func") {
      // The same type, but by the names the export gives to its parts.
      return { sort: "func", func: { ref: item.func.ref, type: funcTypeAt(scope, ascribed.type) } };
    }
    if (ascribed === undefined || item.sort !== "instance" || ascribed.kind !== "instance") return item;
    const type = evaluateExternType(scope, ascribed, [name], (resource) => ({
      kind: "resource",
      id: -1,
      name: resource,
    }));
    return { sort: "instance", instance: narrow(scope, item.instance, type as InstanceType) };
  }
}

type ResolveImport = (name: string, def: ExternTypeDef, scope: Scope) => Item;

/** An instance with only the exports its ascribed type names. */
function narrow(scope: Scope, instance: InstanceItem, type: InstanceType): InstanceItem {
  const exports = new Map<string, Item>();
  for (const { name } of type.exports) exports.set(name, exportNamed(scope, instance, name));
  return { exports };
}

function argument(scope: Scope, args: ReadonlyMap<string, Item>, name: string, def: ExternTypeDef): Item {
  const item = args.get(name);
  if (item !== undefined) {
    if (item.sort !== def.kind)
      scope.fail(`Expected the instantiation argument "${name}" to be a ${def.kind}, found a ${item.sort}`);
    return item;
  }
  if (def.kind === "type" && def.eq !== undefined)
    return { sort: "type", type: scope.at(scope.types, def.eq, "type"), bound: "eq" };
  return scope.fail(`Expected an instantiation argument "${name}", a ${def.kind}, found none`);
}

function coreExport(scope: Scope, sort: CoreSort, instance: CoreInstanceRef, name: string): CoreDef {
  if (instance.kind === "instance") return { kind: "export", instance: instance.index, name, sort };
  const found = instance.exports.find((each) => each.name === name);
  return found?.def ?? scope.fail(`Expected a core instance that exports "${name}"`);
}
