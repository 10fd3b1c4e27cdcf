/** The labels WAVE keeps for itself: a case of that name is written with `%`. */
const WAVE_KEYWORDS: ReadonlySet<string> = new Set(["true", "false", "some", "none", "ok", "err", "inf", "nan"]);

export function isWaveKeyword(label: string): boolean {
  return WAVE_KEYWORDS.has(label);
}
