/** Interface names and their versions. Source: Explainer.md, `interfacename`, "Canonical Interface Name". */

export interface InterfaceName {
  /** `wasi:io/streams` */
  readonly base: string;
  readonly version: string | undefined;
}

export function parseInterfaceName(name: string): InterfaceName | undefined {
  if (!name.includes(":")) return undefined;
  const [base = "", version] = name.split("@", 2);
  return { base, version };
}

/** Whether a host that offers `given` serves a component that wants `wanted`: both in the range the leftmost non-zero part sets. */
export function compatibleVersion(wanted: string | undefined, given: string): boolean {
  return wanted === given || (wanted !== undefined && range(wanted) !== undefined && range(wanted) === range(given));
}

/** `1.2.3` → `1`, `0.2.3` → `0.2`, `0.0.3` → `0.0.3`; a pre-release is compatible with itself only. */
function range(version: string): string | undefined {
  const match = /^(\d+)\.(\d+)\.(\d+)(?:\+.*)?$/.exec(version);
  if (match === null) return undefined;
  const [, major, minor, patch] = match;
  if (major !== "0") return major;
  return minor !== "0" ? `0.${minor}` : `0.0.${patch}`;
}
