/** A JavaScript value as an error message names it: what it is, and its beginning if that is short. */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined || typeof value === "number" || typeof value === "boolean")
    return String(value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "string")
    return value.length > 40 ? `${JSON.stringify(value.slice(0, 40))}…` : JSON.stringify(value);
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === "object" && "tag" in value) return `an object with tag ${describeValue(value.tag)}`;
  return typeof value === "object" ? `an object of class ${value.constructor?.name ?? "null"}` : `a ${typeof value}`;
}
