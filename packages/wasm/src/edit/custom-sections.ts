/**
 * What becomes of custom sections when a module is rewritten. Most say nothing about indices or offsets and are copied as they are,
 * those we do not know among them. The others are rewritten, or dropped when what they point at has moved: the debug information of
 * the original, read through the offset map, is right; a copy of it beside code that has moved would be wrong.
 *
 * Sources: tool-conventions `Linking.md`, `Debugging.md`, `ProducersSection.md`; WebAssembly `code-metadata`, `branch-hinting`.
 */
export type CustomFate =
  /** No indices, no offsets. */
  | "copy"
  /** The names of things by index: renumbered. */
  | "names"
  /** By function and offset into its body: renumbered and moved. Payloads hold neither. */
  | "metadata"
  /** Positions relative to the code section: dropped when code has moved. */
  | "code positions"
  /** Positions in the file, or what points to a file with such: dropped when anything has moved. */
  | "file positions"
  /** Indices we cannot find: dropped when any index space has changed, or code has moved. */
  | "indices";

const FATES: readonly (readonly [name: RegExp, fate: CustomFate])[] = [
  [/^name$/, "names"],
  [/^metadata\.code\.(branch_hint|compilation_priority|instr_freq)$/, "metadata"],
  [/^metadata\.code\./, "indices"],
  [/^(\.debug_.*|external_debug_info)$/, "code positions"],
  [/^sourceMappingURL$/, "file positions"],
  [/^(linking|reloc\..*)$/, "indices"],
];

export function fateOf(name: string): CustomFate {
  return FATES.find(([pattern]) => pattern.test(name))?.[1] ?? "copy";
}
