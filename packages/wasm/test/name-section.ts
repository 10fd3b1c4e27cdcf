/** Custom sections, written and read by hand. */
import { leb, name } from "./module-bytes.ts";

export type Names = Readonly<Record<number, string>>;

export function nameMap(names: Names): number[] {
  const entries = Object.entries(names);
  return [...leb(entries.length), ...entries.flatMap(([index, text]) => [...leb(Number(index)), ...name(text)])];
}

export function indirectNameMap(maps: Readonly<Record<number, Names>>): number[] {
  const entries = Object.entries(maps);
  return [...leb(entries.length), ...entries.flatMap(([index, names]) => [...leb(Number(index)), ...nameMap(names)])];
}

/** A whole name section, subsection by subsection. */
export function nameSection(subsections: Readonly<Record<number, readonly number[]>>): number[] {
  const parts = Object.entries(subsections).flatMap(([id, bytes]) => [Number(id), ...leb(bytes.length), ...bytes]);
  return [0, ...name("name"), ...parts];
}
