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

/** Of the names a host offers, the one with the newest version that serves who wants `wanted`. */
export function newestCompatible(wanted: string, offered: readonly string[]): string | undefined {
  const { base, version } = parseInterfaceName(wanted) ?? {};
  let newest: { readonly name: string; readonly version: string } | undefined;
  for (const name of offered) {
    const given = parseInterfaceName(name);
    if (given?.version === undefined || given.base !== base || !compatibleVersion(version, given.version)) continue;
    if (newest === undefined || isNewer(given.version, newest.version)) newest = { name, version: given.version };
  }
  return newest?.name;
}

const RELEASE = /^(\d+)\.(\d+)\.(\d+)(?:\+.*)?$/;

/** `1.2.3` → `1`, `0.2.3` → `0.2`, `0.0.3` → `0.0.3`; a pre-release is compatible with itself only. */
function range(version: string): string | undefined {
  const match = RELEASE.exec(version);
  if (match === null) return undefined;
  const [, major, minor, patch] = match;
  if (major !== "0") return major;
  return minor !== "0" ? `0.${minor}` : `0.0.${patch}`;
}

/** Of two releases in one range. */
function isNewer(a: string, b: string): boolean {
  const [, ...x] = RELEASE.exec(a)?.map(Number) ?? [];
  const [, ...y] = RELEASE.exec(b)?.map(Number) ?? [];
  const differs = x.findIndex((part, i) => part !== y[i]);
  return differs >= 0 && (x[differs] ?? 0) > (y[differs] ?? 0);
}
