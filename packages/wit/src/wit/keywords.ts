/** The words WIT keeps for itself; a label that is one is written with `%`. Source: WIT.md, "Keywords". */
const KEYWORDS: ReadonlySet<string> = new Set(
  `as async bool borrow char constructor enum error-context export f32 f64 flags float32 float64 from func future import include
  interface list map option own package record resource result s16 s32 s64 s8 static stream string tuple type u16 u32 u64 u8 use
  variant with world`.split(/\s+/),
);

export function escapeLabel(label: string): string {
  return KEYWORDS.has(label) ? `%${label}` : label;
}
