import type { LinkError, UnmetImport } from "@weft/core";

interface Description {
  readonly message: string;
  readonly lines: readonly string[];
  readonly details: Readonly<Record<string, unknown>>;
}

/** Every missing import, grouped by interface, and where it could come from. */
export function describeUnmet(error: LinkError, file: string): Description {
  const groups = Map.groupBy(error.unmet, interfaceOf);
  return {
    message: `Cannot link ${file}: it imports what nothing here provides`,
    lines: [...[...groups].flatMap(([name, unmet]) => describeGroup(name, unmet)), ...remedies([...groups.keys()])],
    details: { unmet: error.unmet },
  };
}

function interfaceOf({ name }: UnmetImport): string {
  return name.includes("#") ? name.slice(0, name.lastIndexOf("#")) : name;
}

function describeGroup(name: string, unmet: readonly UnmetImport[]): string[] {
  const members = unmet.filter((each) => each.name !== name);
  return [`  ${name}`, ...members.map((each) => `    ${describeMember(each, name)}`)];
}

function describeMember({ name, expected, found }: UnmetImport, owner: string): string {
  return `${name.slice(owner.length + 1)}: expected ${expected}, found ${found}`;
}

function remedies(interfaces: readonly string[]): string[] {
  const others = interfaces.filter((name) => !name.startsWith("wasi:"));
  const lines: string[] = [];
  if (others.length < interfaces.length) lines.push("  This version of Weft does not have those of wasi yet.");
  if (others.length > 0)
    lines.push("  Compose the component with one that exports what is missing, for example with wac plug.");
  return lines;
}
